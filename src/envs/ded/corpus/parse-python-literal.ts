import { textAt } from "./python-text.ts";

/** Lists within lists deeper than this are no test cases. */
const MAX_DEPTH = 64;
const NUMBER =
  /(?:[+-]\s*)?(?:0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][+-]?\d(?:_?\d)*)?|\d(?:_?\d)*\.?(?:[eE][+-]?\d(?:_?\d)*)?)/y;
/** What is added to a number or taken from it is an imaginary one. */
const IMAGINARY = /\s*[+-]\s*(?:\d(?:_?\d)*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[jJ]/y;
const ELLIPSIS = /\.\.\.(?!\.)/y;
const EMPTY_SET = /set\s*\(\s*\)/y;
const WORD = /[A-Za-z_]\w*/y;
const TEXT_START = /[A-Za-z]{0,2}["']/y;
/** Blanks, comments, and a backslash that joins two lines. */
const BETWEEN = /(?:\s|#[^\n]*|\\\r?\n)*/y;

/** What Python has and JSON has not: a set, bytes. Where a task does not need it, it is no fault. */
export class PythonOnly {
  /** `a set`. */
  readonly what: string;
  /** What a dict has under texts, beside keys that are none. */
  readonly named: Readonly<Record<string, unknown>>;
  constructor(what: string, named: Readonly<Record<string, unknown>> = {}) {
    this.what = what;
    this.named = named;
  }
}

/** A literal's value, or what was not understood and where. */
export type PythonLiteral = { readonly read: true; readonly value: unknown } | { readonly read: false; why: string };

/** Thrown within this file alone. */
class NotUnderstood extends Error {}

/**
 * The value of a Python literal, as `str(value)` writes it or a person does: dicts, lists, tuples, texts, numbers, True,
 * False and None. Tuples become lists, and parentheses around one value are none. What has no counterpart in JSON is a
 * {@link PythonOnly}. Nothing is evaluated.
 */
export function parsePythonLiteral(text: string): PythonLiteral {
  const reader = new Reader(text.replace(/^\ufeff/, ""));
  try {
    return { read: true, value: reader.whole() };
  } catch (fault) {
    if (fault instanceof NotUnderstood) return { read: false, why: fault.message };
    throw fault;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    const value = this.#value(0);
    if (this.#at < this.#text.length) throw this.#fault(`${this.#shown()} follows the value`);
    return value;
  }

  /** A value and the blanks behind it. */
  #value(depth: number): unknown {
    this.#between();
    if (depth > MAX_DEPTH) throw this.#fault("brackets are nested too deep");
    const value = this.#bare(depth);
    this.#between();
    return value;
  }

  #bare(depth: number): unknown {
    if (this.#take("[")) return this.#items("]", depth).items;
    if (this.#take("(")) {
      const { items, comma } = this.#items(")", depth);
      return items.length === 1 && !comma ? items[0] : items;
    }
    if (this.#take("{")) return this.#braces(depth);
    if (this.#match(TEXT_START, false) !== undefined) return this.#texts();
    if (this.#match(ELLIPSIS) !== undefined) return new PythonOnly("an ellipsis");
    if (this.#match(EMPTY_SET) !== undefined) return new PythonOnly("a set");
    const number = this.#match(NUMBER);
    if (number !== undefined) return this.#number(number);
    return this.#word();
  }

  #items(close: string, depth: number): { items: unknown[]; comma: boolean } {
    const items: unknown[] = [];
    let comma = false;
    this.#between();
    while (!this.#take(close)) {
      if (items.length > 0 && !comma) throw this.#fault(`${this.#shown()} where a comma or ${close} belongs`);
      items.push(this.#value(depth + 1));
      comma = this.#take(",");
      this.#between();
    }
    return { items, comma };
  }

  /** A dict, or a set, whose members no colon follows. */
  #braces(depth: number): unknown {
    const entries: [string, unknown][] = [];
    let foreign = false;
    let isSet: boolean | undefined;
    let comma = true;
    this.#between();
    while (!this.#take("}")) {
      if (!comma) throw this.#fault(`${this.#shown()} where a comma or } belongs`);
      const key = this.#value(depth + 1);
      isSet ??= this.#text.charAt(this.#at) !== ":";
      if (!isSet) {
        if (!this.#take(":")) throw this.#fault(`${this.#shown()} where a colon belongs`);
        const value = this.#value(depth + 1);
        if (typeof key === "string") entries.push([key, value]);
        else foreign = true;
      }
      comma = this.#take(",");
      this.#between();
    }
    if (isSet === true) return new PythonOnly("a set");
    const named = Object.fromEntries(entries);
    return foreign ? new PythonOnly("a dict with a key that is no text", named) : named;
  }

  /** Texts side by side are one. */
  #texts(): unknown {
    let joined: string | undefined;
    let bytes = false;
    while (this.#match(TEXT_START, false) !== undefined) {
      const start = this.#at;
      const found = textAt(this.#text, start);
      if ("why" in found) {
        this.#at = found.at;
        throw this.#fault(found.why);
      }
      if (joined !== undefined && bytes !== found.isBytes) throw this.#fault("bytes and a text are joined");
      bytes = found.isBytes;
      joined = (joined ?? "") + found.text;
      this.#at = found.end;
      this.#between();
    }
    return bytes ? new PythonOnly("bytes") : joined;
  }

  #number(digits: string): unknown {
    if (/[jJ]/.test(this.#text.charAt(this.#at))) {
      this.#at += 1;
      return new PythonOnly("a complex number");
    }
    if (this.#match(IMAGINARY) !== undefined) return new PythonOnly("a complex number");
    if (/\w/.test(this.#text.charAt(this.#at))) throw this.#fault(`${this.#shown()} within a number`);
    const bare = digits.replace(/[_\s]/g, "").replace(/^\+/, "");
    const [, minus = "", size = ""] = /^(-?)(.*)$/.exec(bare) ?? [];
    if (/^0\d*[1-9]\d*$/.test(size)) throw this.#fault(`${digits} begins with a 0`);
    if (!/^(?:\d+|0[a-z][\da-f]+)$/i.test(size)) return Number(bare);
    // A long integer stays a bigint: a double would round it.
    const exact = minus === "" ? BigInt(size) : -BigInt(size);
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }

  #word(): unknown {
    const start = this.#at;
    const word = this.#match(WORD);
    if (word === "True" || word === "False") return word === "True";
    if (word === "None") return null;
    this.#at = start;
    throw this.#fault(word === undefined ? `${this.#shown()} where a value belongs` : `${word} is no literal`);
  }

  #take(character: string): boolean {
    if (this.#text.charAt(this.#at) !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp, move = true): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined && move) this.#at += found.length;
    return found;
  }

  #between(): void {
    this.#match(BETWEEN);
  }

  #shown(): string {
    const next = this.#text.slice(this.#at, this.#at + 12);
    return next === "" ? "its end" : JSON.stringify(next);
  }

  #fault(why: string): NotUnderstood {
    return new NotUnderstood(`character ${this.#at + 1}: ${why}`);
  }
}
