import { TemplateDefect } from "./template-defect.ts";
import type { Token } from "./tokens.ts";

/** Tokens with a place in them. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get line(): number {
    return (this.#tokens[this.#next] ?? this.#tokens.at(-1))?.line ?? 1;
  }

  get done(): boolean {
    return this.#next >= this.#tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead];
  }

  at(kind: Token["kind"], ...texts: readonly string[]): boolean {
    const token = this.peek();
    return token?.kind === kind && (texts.length === 0 || texts.includes(token.text));
  }

  /** Takes the token if it is this one. */
  skip(kind: Token["kind"], text: string): boolean {
    if (!this.at(kind, text)) return false;
    this.#next += 1;
    return true;
  }

  /** @throws TemplateDefect when it is another */
  expect(kind: Token["kind"], ...texts: readonly string[]): Token {
    const token = this.peek();
    if (token === undefined || !this.at(kind, ...texts)) {
      const found = token === undefined ? "the end" : JSON.stringify(token.text);
      throw new TemplateDefect(this.line, `${found} where ${texts.join(" or ") || `a ${kind}`} is expected`);
    }
    this.#next += 1;
    return token;
  }
}
