import { Unreadable, type Token } from "./tokens.ts";

/** Walks over tokens, one ahead. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get next(): Token {
    return this.#tokens[this.#at] ?? { kind: "end", text: "" };
  }

  /** True when a sign or a word of the language stands here. */
  sees(text: string): boolean {
    return (this.next.kind === "sign" || this.next.kind === "name") && this.next.text === text;
  }

  /** Takes a sign or a word of the language if it stands here. */
  takes(text: string): boolean {
    if (!this.sees(text)) return false;
    this.#at += 1;
    return true;
  }

  take(): Token {
    const token = this.next;
    this.#at += 1;
    return token;
  }

  /** @throws Unreadable unless that sign or word stands here. */
  expect(text: string): void {
    if (!this.takes(text)) throw new Unreadable(`There is ${this.next.text} where ${text} should be.`);
  }

  /** @throws Unreadable unless a token of that kind stands here. */
  expectKind(kind: Token["kind"]): string {
    if (this.next.kind !== kind) throw new Unreadable(`There is ${this.next.text} where a ${kind} should be.`);
    return this.take().text;
  }
}
