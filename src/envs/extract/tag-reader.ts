const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const BLANK = 32;
/** Blanks within the brackets and attributes beyond this make no tag. */
const MAX_INSIDE = 200;

/**
 * Reads tags such as `<answer>`, `</ANSWER >` or `<answer format="x">` at given places. One reader serves a whole scan,
 * so that millions of brackets cost no memory.
 */
export class TagReader {
  /** By the code of their first letter, so that a bracket is compared with few. */
  readonly #names: (readonly string[] | undefined)[] = [];
  /** 1 at the codes that may follow the opening bracket: most brackets are seen to be no tags by it. */
  readonly #starts = new Uint8Array(128);
  /** Of the tag that {@link read} has found. */
  name = "";
  closing = false;
  /** Index after the closing bracket. */
  end = 0;

  /** @param names lower-case ASCII. */
  constructor(names: readonly string[]) {
    for (const name of names) {
      const first = name.charCodeAt(0);
      this.#names[first] = [...(this.#names[first] ?? []), name];
    }
    const letters = names.map((name) => name.charAt(0));
    for (const start of [" ", "\t", "\n", "\r", "/", ...letters, ...letters.map((letter) => letter.toUpperCase())]) {
      this.#starts[start.charCodeAt(0)] = 1;
    }
  }

  /** True when a tag of one of the names starts at `at`. */
  read(text: string, at: number): boolean {
    if (text.charCodeAt(at) !== LESS || this.#starts[text.charCodeAt(at + 1)] !== 1) return false;
    let place = at + 1;
    while (isBlank(text.charCodeAt(place)) && place - at < 4) place += 1;
    const closing = text.charCodeAt(place) === SLASH;
    if (closing) {
      place += 1;
      while (isBlank(text.charCodeAt(place)) && place - at < 8) place += 1;
    }
    const own = this.#names[lowered(text.charCodeAt(place))];
    if (own === undefined) return false;
    for (const name of own) {
      if (!standsAt(text, place, name)) continue;
      const end = endOfTag(text, place + name.length);
      if (end === -1) continue;
      this.name = name;
      this.closing = closing;
      this.end = end;
      return true;
    }
    return false;
  }
}

/** Index after the `>` that ends a tag whose name ends at `from`; -1 when another name, tag or text goes on there. */
export function endOfTag(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === GREATER) return from + 1;
  if (!isBlank(first)) return -1;
  for (let at = from + 1; at < from + MAX_INSIDE; at += 1) {
    const code = text.charCodeAt(at);
    if (code === GREATER) return isAttributes(text.slice(from, at)) ? at + 1 : -1;
    if (code === LESS || Number.isNaN(code)) return -1;
  }
  return -1;
}

/** Blanks only, or something with an equal sign: `<answer is here>` is prose. */
function isAttributes(inside: string): boolean {
  return inside.trim() === "" || inside.includes("=");
}

/** ASCII letters match in either case; other letters (İ, ſ) match nothing. */
export function standsAt(text: string, at: number, lower: string): boolean {
  for (let index = 0; index < lower.length; index += 1) {
    if (lowered(text.charCodeAt(at + index)) !== lower.charCodeAt(index)) return false;
  }
  return true;
}

/** The code of a letter of ASCII in lower case; other codes as they are. */
export function lowered(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

export function isBlank(code: number): boolean {
  return code === BLANK || code === 9 || code === 10 || code === 13;
}
