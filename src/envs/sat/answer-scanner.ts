const MAX_DIGITS = 6;

/** 1 at the codes of blank, tab, newline, carriage return, comma and semicolon. */
const IS_SEPARATOR = new Uint8Array(128);
for (const separator of [" ", "\t", "\n", "\r", ",", ";"]) IS_SEPARATOR[separator.charCodeAt(0)] = 1;
const EQUAL_SIGN = 61;
const ZERO = 48;
const NINE = 57;

/** Walks over an answer once, character by character; ASCII only. */
export class AnswerScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** True at a separator and at the end. */
  atSeparator(): boolean {
    return this.#atEnd() || IS_SEPARATOR[this.#text.charCodeAt(this.#at)] === 1;
  }

  /** Skips separators; false when nothing is left after them. */
  reachesToken(): boolean {
    while (IS_SEPARATOR[this.#text.charCodeAt(this.#at)] === 1) this.#at += 1;
    return !this.#atEnd();
  }

  /** Takes one character, given by its code, if it stands here. */
  take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at += 1;
    return true;
  }

  /** Takes 1 to 6 ASCII digits without a leading zero (0 itself is fine), or nothing: `null`. */
  takeInteger(): number | null {
    const start = this.#at;
    let value = 0;
    let code = this.#text.charCodeAt(start);
    while (isDigit(code) && this.#at - start <= MAX_DIGITS) {
      value = value * 10 + code - ZERO;
      this.#at += 1;
      code = this.#text.charCodeAt(this.#at);
    }
    const digits = this.#at - start;
    if (digits === 0 || digits > MAX_DIGITS) return null;
    return digits > 1 && this.#text.charCodeAt(start) === ZERO ? null : value;
  }

  /** Takes `=` with blanks around it. */
  takeEqualSign(): boolean {
    this.#skipBlanks();
    if (!this.take(EQUAL_SIGN)) return false;
    this.#skipBlanks();
    return true;
  }

  /** Takes `true`, `t`, `1`, `false`, `f` or `0` in any case: 1, 0, or `null` for anything else. */
  takeTruthValue(): 0 | 1 | null {
    const start = this.#at;
    while (!this.atSeparator() && this.#at - start <= MAX_DIGITS) this.#at += 1;
    switch (this.#text.slice(start, this.#at).toLowerCase()) {
      case "true":
      case "t":
      case "1":
        return 1;
      case "false":
      case "f":
      case "0":
        return 0;
      default:
        return null;
    }
  }

  #skipBlanks(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at += 1;
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
