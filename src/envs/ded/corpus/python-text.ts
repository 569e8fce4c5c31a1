const SIMPLE: Readonly<Record<string, string>> = {
  "\n": "",
  "'": "'",
  '"': '"',
  "\\": "\\",
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
};
const ESCAPE = /\\(?:([0-7]{1,3})|(\r\n|[\s\S]))/y;
const HEX: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const LAST_CODE_POINT = 0x10ffff;

/** A text or bytes as Python writes them, or what was not understood and where. */
export type FoundText =
  | { readonly text: string; readonly isBytes: boolean; readonly end: number }
  | { readonly why: string; readonly at: number };

/**
 * Reads one text of Python: prefixes, quotes of one or three marks, escapes.
 *
 * @param start where its prefix or its first quote stands.
 */
export function textAt(source: string, start: number): FoundText {
  const [head = "", prefix = "", quote = ""] = /^([A-Za-z]*)("""|'''|"|')/.exec(source.slice(start, start + 8)) ?? [];
  const kind = prefix.toLowerCase();
  if (!["", "r", "u", "b", "br", "rb"].includes(kind)) {
    const why = kind.includes("f") ? "an f-string is no literal" : `no text begins with ${prefix}${quote}`;
    return { why, at: start };
  }
  const isBytes = kind.includes("b");
  let text = "";
  let at = start + head.length;
  while (!source.startsWith(quote, at)) {
    const next = source.charAt(at);
    if (next === "" || (next === "\n" && quote.length === 1)) {
      return { why: `the text has no ${quote} at its end${next === "" ? "" : " on the same line"}`, at: start };
    }
    if (next !== "\\") {
      text += next;
      at += 1;
    } else if (kind.includes("r")) {
      text += source.slice(at, at + 2);
      at += 2;
    } else {
      const escape = escapeAt(source, at, isBytes);
      if ("why" in escape) return { why: escape.why, at };
      text += escape.text;
      at = escape.end;
    }
  }
  return { text, isBytes, end: at + quote.length };
}

function escapeAt(
  source: string,
  at: number,
  isBytes: boolean,
): { readonly text: string; readonly end: number } | { readonly why: string } {
  ESCAPE.lastIndex = at;
  const [whole, octal, character] = ESCAPE.exec(source) ?? [];
  if (whole === undefined) return { why: "a backslash at the end" };
  const end = at + whole.length;
  if (octal !== undefined) return { text: String.fromCodePoint(parseInt(octal, 8)), end };
  const plain = character === "\r\n" ? "" : SIMPLE[character as string];
  if (plain !== undefined) return { text: plain, end };
  if (character === "N" && !isBytes) return { why: "\\N{…} names a character: write the character itself" };
  const digits = HEX[character as string];
  // An escape that Python does not know stays as it is written.
  if (digits === undefined || (isBytes && character !== "x")) return { text: whole, end };
  const hex = source.slice(end, end + digits);
  const point = new RegExp(`^[\\da-fA-F]{${digits}}$`).test(hex) ? parseInt(hex, 16) : Infinity;
  if (point > LAST_CODE_POINT)
    return { why: `\\${character as string} takes ${digits} hexadecimal digits of a character` };
  return { text: String.fromCodePoint(point), end: end + digits };
}
