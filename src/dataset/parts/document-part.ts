import { streamRegularFile } from "../../io/index.ts";
import type { Envelope, OpenEnvelope, Row } from "../dataset-format.ts";
import { LinesPart } from "./lines-part.ts";
import type { FinishedPart, Part } from "./part.ts";
import { StagedFile } from "./staged-file.ts";

/** Rows inside of a JSON document whose beginning is known at the end only: they wait in a file of their own. */
export class DocumentPart implements Part {
  readonly path: string;
  readonly #rowsFile: LinesPart;
  readonly #envelope: Envelope;
  #open: OpenEnvelope | undefined;
  #document: StagedFile | undefined;

  private constructor(path: string, rowsFile: LinesPart, envelope: Envelope) {
    this.path = path;
    this.#rowsFile = rowsFile;
    this.#envelope = envelope;
  }

  static async create(path: string, envelope: Envelope): Promise<DocumentPart> {
    return new DocumentPart(path, await LinesPart.create(`${path}.rows`, { asList: true }), envelope);
  }

  get rows(): number {
    return this.#rowsFile.rows;
  }

  get size(): number {
    return this.#rowsFile.size;
  }

  add(row: Row): Promise<void> | undefined {
    this.#open ??= this.#envelope.open(row);
    this.#open.add(row);
    return this.#rowsFile.add(this.#envelope.body(row));
  }

  async finish(): Promise<FinishedPart> {
    await this.#rowsFile.finish();
    const open = this.#open;
    if (open === undefined) throw new Error("A document has rows.");
    const { head, tail } = open.close();
    this.#document = await StagedFile.create(this.path);
    await this.#document.write(head);
    for await (const piece of streamRegularFile(this.#rowsFile.path)) await this.#document.write(piece);
    await this.#document.write(tail);
    const content = await this.#document.finish();
    await this.#rowsFile.discard();
    return { ...content, path: this.path, rows: this.rows, fileName: open.fileName(content.sha256.slice(0, 16)) };
  }

  async discard(): Promise<void> {
    await this.#rowsFile.discard();
    await this.#document?.discard();
  }
}
