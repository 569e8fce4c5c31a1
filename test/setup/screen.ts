/**
 * What a terminal shows of what is written to it: the escapes that are written here, lines broken where it ends, and
 * all that has scrolled out above.
 */
export class Screen {
  readonly isTTY = true as const;
  readonly columns: number;
  readonly rows: number;
  readonly #lines: string[] = [""];
  #row = 0;
  /** One more than the last column after the last one was written: the next character breaks the line. */
  #column = 0;
  /** The beginning of an escape whose end has not come yet. */
  #rest = "";

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  /** All lines from the first on, without blanks and empty lines at their end. */
  get text(): string[] {
    const lines = this.#lines.map((line) => line.trimEnd());
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  /** What is on the screen now. */
  get shown(): string[] {
    return this.#lines.slice(this.#top).map((line) => line.trimEnd());
  }

  write(text: unknown): boolean {
    const whole = this.#rest + String(text);
    const broken = /\u001b(\[[?\d;]*)?$/.exec(whole);
    this.#rest = broken === null ? "" : broken[0];
    const ready = whole.slice(0, whole.length - this.#rest.length);
    for (const [token, escape] of ready.matchAll(/\u001b\[([?\d;]*)([A-Za-z])|\u001b[78]|[^]/gu)) {
      if (token.startsWith("\u001b")) this.#escape(escape ?? "", token.at(-1)!);
      else if (token === "\n") this.#newLine();
      else if (token === "\r") this.#column = 0;
      else this.#put(token);
    }
    return true;
  }

  get #top(): number {
    return Math.max(0, this.#lines.length - this.rows);
  }

  #put(character: string): void {
    if (this.#column === this.columns) {
      this.#newLine();
      this.#column = 0;
    }
    const line = this.#lines[this.#row]!.padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column += 1;
  }

  #newLine(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#lines.length) this.#lines.push("");
  }

  #escape(argument: string, code: string): void {
    const count = Number(argument || 1);
    if (code === "A") this.#row = Math.max(this.#top, this.#row - count);
    else if (code === "B") this.#row = Math.min(this.#lines.length - 1, this.#row + count);
    else if (code === "G") this.#column = count - 1;
    else if (code === "K") {
      const line = this.#lines[this.#row]!;
      this.#lines[this.#row] = argument === "2" ? "" : line.slice(0, this.#column);
    } else if (code === "J") {
      this.#lines[this.#row] = this.#lines[this.#row]!.slice(0, this.#column);
      this.#lines.length = this.#row + 1;
    } else if (!"hlmsu78".includes(code)) throw new Error(`The screen does not know the escape ${argument}${code}.`);
  }
}
