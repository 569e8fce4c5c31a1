const MAX_DIGITS = 6;

/** 1 at the codes of what stands between two literals: blanks, commas, semicolons, brackets, `&`. */
const IS_SEPARATOR = new Uint8Array(128);
for (const separator of " \t\n\r\f\v,;[](){}&|") IS_SEPARATOR[separator.charCodeAt(0)] = 1;
const ZERO = 48;
const NINE = 57;
const UNDERSCORE = 95;
const QUOTES = [34, 39, 96];
/** What may stand between a variable and its value. */
const SIGNS = [":=", "==", "=>", "->", "<-", "=", ":", "→", "⇒", "↦", "←", "is ", "equals "];
const VALUES: ReadonlyMap<string, 0 | 1> = new Map([
  ["true", 1],
  ["t", 1],
  ["1", 1],
  ["false", 0],
  ["f", 0],
  ["0", 0],
  ["yes", 1],
  ["no", 0],
  ["⊤", 1],
  ["⊥", 0],
  ["✓", 1],
  ["✔", 1],
  ["✗", 0],
  ["✘", 0],
  ["✅", 1],
  ["❌", 0],
]);
/** Values that are told from literals without a sign before them. */
const WORDS = /^(?:true|false|t|f|yes|no|[✓✔✗✘✅❌])$/i;
const TRUTHS = /^(?:true|false|t|f|yes|no)$/i;
/** What says of a variable with a name that it is false. */
const NEGATIONS = ["¬", "~", "!"];
const NOT = /^not[ \t]+(?=[xv])/i;
const NAME = /^(?:variable|var)[ \t]{1,8}(?=\d)/i;
const LONGEST_NAME = 20;

/** Walks over an answer once, character by character. */
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
    return this.#atEnd() || this.#isSeparator();
  }

  /** Skips separators, `∧`, a slash between blanks and the word "and" among them; false when nothing is left after them. */
  reachesToken(): boolean {
    for (;;) {
      if (this.#isSeparator() || this.#text[this.#at] === "∧") this.#at += 1;
      else if (this.#text.startsWith(" / ", this.#at - 1)) this.#at += 1;
      else if (/^and(?=[\s,])/i.test(this.#text.slice(this.#at, this.#at + 4))) this.#at += 3;
      else return !this.#atEnd();
    }
  }

  #isSeparator(): boolean {
    return IS_SEPARATOR[this.#text.charCodeAt(this.#at)] === 1;
  }

  /** Takes one character, given by its code, if it stands here. */
  take(code: number): boolean {
    if (this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at += 1;
    return true;
  }

  /** Takes a quotation mark or backtick and gives its code, or takes nothing: `null`. */
  takeQuote(): number | null {
    return QUOTES.find((quote) => this.take(quote)) ?? null;
  }

  /** Takes `¬`, `~`, `!` or "not" where the name of a variable follows, `¬` also before its number. */
  takeNegation(): boolean {
    const sign = NEGATIONS.find((candidate) => this.#text.startsWith(candidate, this.#at));
    const width = sign?.length ?? NOT.exec(this.#text.slice(this.#at, this.#at + LONGEST_NAME))?.[0].length ?? 0;
    const next = this.#text.slice(this.#at + width, this.#at + width + 2).trimStart();
    if (width === 0 || !(/^[xv]/i.test(next) || (sign === "¬" && /^\d/.test(next)))) return false;
    this.#at += width;
    this.#skipBlanks();
    return true;
  }

  /** Takes the letter of a variable, `x` or `v` in either case, with `_` or without, or the word "variable". */
  takeName(): boolean {
    const word = NAME.exec(this.#text.slice(this.#at, this.#at + LONGEST_NAME))?.[0];
    if (word !== undefined) {
      this.#at += word.length;
      return true;
    }
    if (!"xXvV".includes(this.#text.charAt(this.#at)) || this.#atEnd()) return false;
    this.#at += 1;
    this.take(UNDERSCORE);
    return true;
  }

  /** Takes the number of a variable; where it has a name, it may stand in brackets: `x_{12}`, `x[3]`, `x(4)`. */
  takeVariable(named: boolean): number | null {
    const open = this.#text.charAt(this.#at);
    const close = named ? { "{": "}", "[": "]", "(": ")" }[open] : undefined;
    if (close !== undefined) this.#at += 1;
    const value = this.#takeInteger();
    return close === undefined || this.take(close.charCodeAt(0)) ? value : null;
  }

  /** Takes 1 to 6 ASCII digits without a leading zero (0 itself is fine), or nothing: `null`. */
  #takeInteger(): number | null {
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

  /**
   * Takes a sign such as `=` or `:` and the value after it. `null` when there is none, "bad" for a sign without a value.
   *
   * @param bare a number without a name: only a sign tells that a value follows, and no word alone.
   */
  takeValue(bare: boolean): 0 | 1 | "bad" | null {
    const start = this.#at;
    this.#skipBlanks();
    const sign = SIGNS.find((candidate) => this.#text.startsWith(candidate, this.#at));
    if (sign === undefined) {
      const value = this.#inBrackets() ?? (bare || this.#at === start ? undefined : this.#word(WORDS));
      if (value === undefined) this.#at = start;
      return value ?? null;
    }
    this.#at += sign.length;
    this.#skipBlanks();
    return this.#word(/^/) ?? "bad";
  }

  /** A truth value in brackets, as a word: `x1 (true)`. */
  #inBrackets(): 0 | 1 | undefined {
    const start = this.#at;
    if (this.#text[this.#at] !== "(") return undefined;
    this.#at += 1;
    const value = this.#word(TRUTHS);
    if (value !== undefined && this.take(")".charCodeAt(0))) return value;
    this.#at = start;
    return undefined;
  }

  #word(allowed: RegExp): 0 | 1 | undefined {
    const start = this.#at;
    const quote = this.takeQuote();
    const from = this.#at;
    while (!this.atSeparator() && this.#at - from <= MAX_DIGITS && !QUOTES.includes(this.#text.charCodeAt(this.#at))) {
      this.#at += 1;
    }
    const word = this.#text.slice(from, this.#at);
    const closed = quote === null || this.take(quote);
    if (closed && allowed.test(word)) return VALUES.get(word.toLowerCase());
    this.#at = start;
    return undefined;
  }

  #skipBlanks(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at += 1;
  }
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}
