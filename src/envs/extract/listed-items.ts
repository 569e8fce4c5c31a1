/** An object with one name, which says what the list is: `{"plan": […]}`. */
const NAMED_LIST = /^\{\s{0,64}["']?[a-z_ ]{1,32}["']?\s{0,64}:\s{0,64}(?=[[{])/i;
const INNER_LIST = /[[(]([^[\]()]*)[\])]\s{0,64},?/g;
const QUOTE = /["']/g;
/** The end of one quoted item and the beginning of the next. */
const BETWEEN = /["'][ \t]{0,64},?\s{0,64}["']/g;

/**
 * A list as JSON or Python write it, as lines: `["a(b, c)", "d(e, f)"]` has two of them, and so has
 * `[["a", "b", "c"], ("d", "e", "f")]`, as `(a, b, c)` and `(d, e, f)`. The list may be the only value of an object.
 * Quotes go; a text that is no list keeps its lines.
 */
export function listedItems(text: string): string {
  const list = withoutName(text);
  const isList = list.startsWith("[") && list.endsWith("]");
  const inner = isList ? list.slice(1, -1).trim() : list;
  const isOfLists = isList && /^[[(]\s*["']/.test(inner);
  const flat = isOfLists ? inner.replace(INNER_LIST, (_, words: string) => `(${words.replace(QUOTE, "")})\n`) : inner;
  return flat.replace(BETWEEN, "\n").replace(QUOTE, "");
}

function withoutName(text: string): string {
  const name = text.endsWith("}") ? NAMED_LIST.exec(text)?.[0] : undefined;
  return name === undefined ? text : text.slice(name.length, -1).trim();
}
