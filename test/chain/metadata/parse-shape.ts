import { enumOf, NOTHING, PRIMITIVES, type Shape, type Variant } from "./shape.ts";

/** Types by the name that a shape's text may use for them. */
export type Aliases = Readonly<Record<string, Shape>>;

/**
 * Reads the one-line form of a type, as `typeShape` (src/chain/subtensor/runtime/type-shape.ts) writes it.
 *
 * @param aliases stand for types that are too long for a line, by their whole text there or by a capitalised name.
 * @throws Error for a text that is none.
 */
export function parseShape(text: string, aliases: Aliases = {}): Shape {
  const parser = new Parser(text, aliases);
  const shape = parser.shape();
  parser.end();
  return shape;
}

class Parser {
  readonly #text: string;
  readonly #aliases: Aliases;
  #at = 0;

  constructor(text: string, aliases: Aliases) {
    this.#text = text;
    this.#aliases = aliases;
  }

  shape(): Shape {
    for (const [name, shape] of Object.entries(this.#aliases)) if (this.#takes(name)) return shape;
    const primitive = PRIMITIVES.toSorted((a, b) => b.length - a.length).find((name) => this.#takes(name));
    if (primitive !== undefined) return { kind: "primitive", name: primitive };
    if (this.#takes("AccountId32")) return { kind: "account" };
    if (this.#takes("compact<")) return { kind: "compact", of: this.#closed(">") };
    if (this.#takes("option<")) return { kind: "option", of: this.#closed(">") };
    if (this.#takes("enum<")) return enumOf(this.#list(" | ", ">", () => this.#variant()));
    if (this.#takes("(")) return { kind: "tuple", of: this.#list(", ", ")", () => this.shape()) };
    if (this.#takes("{")) return { kind: "struct", fields: this.#list(", ", "}", () => this.#field()) };
    if (this.#takes("[")) return this.#sequenceOrArray();
    throw this.#refuse("a type");
  }

  end(): void {
    if (this.#at < this.#text.length) throw this.#refuse("the end");
  }

  #sequenceOrArray(): Shape {
    const of = this.shape();
    if (!this.#takes("; ")) return this.#close("]", { kind: "sequence", of });
    return this.#close("]", { kind: "array", of, length: Number(this.#word(/\d+/y)) });
  }

  #field(): readonly [string, Shape] {
    const name = this.#word(/\w+/y);
    this.#expect(": ");
    return [name, this.shape()];
  }

  #variant(): Variant {
    const index = Number(this.#word(/\d+/y));
    this.#expect(" ");
    const name = this.#word(/\w+/y);
    const bare = this.#text.startsWith(" | ", this.#at) || this.#text.startsWith(">", this.#at);
    if (bare) return { index, name, of: NOTHING };
    this.#expect(" ");
    return { index, name, of: this.shape() };
  }

  #list<T>(separator: string, end: string, one: () => T): T[] {
    const all: T[] = [];
    while (!this.#takes(end)) {
      if (all.length > 0) this.#expect(separator);
      all.push(one());
    }
    return all;
  }

  #closed(end: string): Shape {
    return this.#close(end, this.shape());
  }

  #close<T>(end: string, value: T): T {
    this.#expect(end);
    return value;
  }

  #takes(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw this.#refuse(JSON.stringify(text));
  }

  #word(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const word = pattern.exec(this.#text)?.[0];
    if (word === undefined) throw this.#refuse("a name or number");
    this.#at += word.length;
    return word;
  }

  #refuse(expected: string): Error {
    return new Error(`${this.#text}: ${expected} is expected at ${this.#at}`);
  }
}
