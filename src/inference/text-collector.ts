/** Joins many small texts, flat every so often: one long chain of concatenations would hold many times its text. */
export class TextCollector {
  readonly #settled: string[] = [];
  #recent: string[] = [];

  append(text: string): void {
    if (text === "") return;
    this.#recent.push(text);
    if (this.#recent.length < 512) return;
    this.#settled.push(this.#recent.join(""));
    this.#recent = [];
  }

  /** All of it; lone surrogates, which UTF-8 cannot hold, become U+FFFD. */
  text(): string {
    return [...this.#settled, ...this.#recent].join("").toWellFormed();
  }
}
