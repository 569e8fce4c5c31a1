/** An object with one name, which says what its value is: a list, an object or one text. */
const NAMED = /^\{\s{0,64}["']?[a-z_ ]{1,32}["']?\s{0,64}:\s{0,64}(?=[[{]|"[^"]*"\s{0,64}\}$|'[^']*'\s{0,64}\}$)/i;

/** The value of an object with one name: `{"plan": […]}` as `[…]`, `{"answer": "1 -2"}` as `"1 -2"`; other texts as they are. */
export function withoutName(text: string): string {
  const name = text.endsWith("}") ? NAMED.exec(text)?.[0] : undefined;
  return name === undefined ? text : text.slice(name.length, -1).trim();
}
