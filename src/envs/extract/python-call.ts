/** More than any tool takes. */
export const MOST_ARGUMENTS = 8;
/** Names of arguments that are given without one, for each tool. */
export type Places = Readonly<Record<string, readonly string[]>>;
export type Call = readonly [name: string, held: readonly (readonly [key: string, json: string])[]];

const CALLED = /^\[?([a-z_]{1,40})\(\s{0,8}/;
const KEY = /([a-z_]{1,20})\s{0,4}=\s{0,4}/y;
const NUMBER = /\d{1,9}(?![\w.])/y;
const QUOTES = ['"""', "'''", '"', "'"];
const COMMA = /\s{0,8},\s{0,8}/y;
const END = /\s{0,64}\)(\]?)$/y;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "\n": "",
};
/** With these Python begins another escape. */
const OTHER_ESCAPES = "xuUNabfv01234567";

/** `[edit(path="a/b.py", old='x = 1', new="x = 2")]`: a call in Python, of which each argument is a string or a whole number. */
export function calledInPython(text: string, places: Places): Call | null {
  const [begun = "", name = ""] = CALLED.exec(text) ?? [];
  if (begun === "") return null;
  const held: [string, string][] = [];
  let at = begun.length;
  let isNamed = false;
  for (;;) {
    const [whole = "", key] = take(KEY, text, at) ?? [];
    isNamed ||= key !== undefined;
    // Behind an argument with a name none is without.
    const own = key ?? (isNamed ? undefined : places[name]?.[held.length]);
    const value = valueAt(text, at + whole.length);
    if (own === undefined || value === null || held.length === MOST_ARGUMENTS) return null;
    held.push([own, value.json]);
    const comma = take(COMMA, text, value.end);
    at = value.end + (comma?.[0].length ?? 0);
    const end = take(END, text, at);
    if (end !== null) return (end[1] === "]") === begun.startsWith("[") ? [name, held] : null;
    if (comma === null) return null;
  }
}

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function valueAt(text: string, at: number): { readonly json: string; readonly end: number } | null {
  const number = take(NUMBER, text, at)?.[0];
  if (number !== undefined) return { json: String(Number(number)), end: at + number.length };
  const quote = QUOTES.find((mark) => text.startsWith(mark, at));
  if (quote === undefined) return null;
  let said = "";
  for (let place = at + quote.length; place < text.length; place += 1) {
    if (text.startsWith(quote, place)) return { json: JSON.stringify(said), end: place + quote.length };
    const character = text.charAt(place);
    if (character === "\n" && quote.length === 1) return null;
    if (character !== "\\") said += character;
    else {
      place += 1;
      const escaped = text.charAt(place);
      if (OTHER_ESCAPES.includes(escaped)) return null;
      said += ESCAPES[escaped] ?? `\\${escaped}`;
    }
  }
  return null;
}
