import type { Row } from "../dataset-format.ts";
import type { FinishedPart, Part } from "./part.ts";
import { StagedFile } from "./staged-file.ts";

const FLUSH_BYTES = 2 ** 20;

/** Rows as lines of JSON, or as the members of a list, which have a comma between them and no end. */
export class LinesPart implements Part {
  readonly #file: StagedFile;
  readonly #asList: boolean;
  #waiting = "";
  #rows = 0;

  private constructor(file: StagedFile, asList: boolean) {
    this.#file = file;
    this.#asList = asList;
  }

  static async create(path: string, { asList = false } = {}): Promise<LinesPart> {
    return new LinesPart(await StagedFile.create(path), asList);
  }

  get path(): string {
    return this.#file.path;
  }

  get rows(): number {
    return this.#rows;
  }

  get size(): number {
    return this.#file.bytes + this.#waiting.length;
  }

  add(row: Row): Promise<void> | undefined {
    const text = JSON.stringify(row);
    if (this.#asList) this.#waiting += this.#rows === 0 ? text : `,\n${text}`;
    else this.#waiting += `${text}\n`;
    this.#rows += 1;
    return this.#waiting.length >= FLUSH_BYTES ? this.#flush() : undefined;
  }

  async finish(): Promise<FinishedPart> {
    await this.#flush();
    return { ...(await this.#file.finish()), path: this.path, rows: this.#rows };
  }

  discard(): Promise<void> {
    return this.#file.discard();
  }

  async #flush(): Promise<void> {
    await this.#file.write(this.#waiting);
    this.#waiting = "";
  }
}
