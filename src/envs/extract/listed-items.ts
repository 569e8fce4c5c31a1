import { withoutName } from "./without-name.ts";

const WORD = `[a-z][a-z0-9_-]{0,63}`;
const ITEM = `(?:${WORD}|"${WORD}"|'${WORD}')`;
/** A list of words on a line of its own. */
const LINE_OF_WORDS = new RegExp(
  `^\\[[ \\t]{0,16}(${ITEM}(?:(?:[ \\t]{0,16},[ \\t]{0,16}|[ \\t]{1,16})${ITEM}){0,40})[ \\t]{0,16}\\],?$`,
  "i",
);
/** What refers to something by its number is no list. */
const REFERENCE = /^\[\s{0,16}\d/;
const INNER_LIST = /[[(]([^[\]()]*)[\])]\s{0,64},?/g;
const QUOTE = /["']/g;
/** The end of one quoted item and the beginning of the next. */
const BETWEEN = /["'][ \t]{0,64},?\s{0,64}["']/g;

/**
 * A list as JSON or Python write it, as lines: `["a(b, c)", "d(e, f)"]` has two of them, and so has
 * `[["a", "b", "c"], ("d", "e", "f")]`, as `(a, b, c)` and `(d, e, f)`, also with one list a line. The list may be the only
 * value of an object. Quotes go; a text that is no list keeps its lines.
 */
export function listedItems(text: string): string {
  const list = linesOfWords(withoutName(text));
  const isList = list.startsWith("[") && list.endsWith("]") && !REFERENCE.test(list);
  const inner = isList ? list.slice(1, -1).trim() : list;
  const isOfLists = isList && /^[[(]\s*["']/.test(inner);
  const flat = isOfLists ? inner.replace(INNER_LIST, (_, words: string) => `(${words.replace(QUOTE, "")})\n`) : inner;
  return flat.replace(BETWEEN, "\n").replace(QUOTE, "");
}

/** Lines that are lists of words, at least two of them, as `(a, b, c)` each. */
function linesOfWords(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2) return text;
  const words = lines.map((line) => LINE_OF_WORDS.exec(line.trim())?.[1]);
  if (words.includes(undefined)) return text;
  return words.map((list) => `(${(list ?? "").replace(QUOTE, "")})`).join("\n");
}
