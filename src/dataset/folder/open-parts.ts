import { join } from "node:path";
import type { DatasetFormat, Row } from "../dataset-format.ts";
import { DocumentPart } from "../parts/document-part.ts";
import { LinesPart } from "../parts/lines-part.ts";
import { ParquetPart } from "../parts/parquet-part.ts";
import type { FinishedPart, Part } from "../parts/part.ts";

/** Parts that are written at the same time; each holds a row group in memory. */
const MOST_OPEN = 16;
/** A part that has grown so large is finished, and the next row begins another. */
const PART_ROWS = 200_000;
const PART_BYTES = 256 * 2 ** 20;
/** A document is read whole by whoever opens it. */
const DOCUMENT_ROWS = 2_000;

/** Where a row belongs. */
export interface Place {
  readonly env: string;
  /** `YYYY-MM-DD`; `null` for rows without a day. */
  readonly date: string | null;
  /** The block of the row, 0 without one. */
  readonly block: number;
}

/** A finished part and where its rows belong; the block is the lowest one. */
export interface PlacedPart {
  readonly place: Place;
  readonly part: FinishedPart;
  readonly extension: string;
}

interface OpenPart {
  readonly part: Part;
  readonly extension: string;
  place: Place;
}

/** The parts that are being written, one for each environment and day; the one that rested longest makes room. */
export class OpenParts {
  readonly #folder: string;
  readonly #format: DatasetFormat;
  readonly #asLines: boolean;
  readonly #open = new Map<string, OpenPart>();
  readonly #finished: PlacedPart[] = [];
  #count = 0;
  /** The part of the last row: rows come in stretches of one environment and day. */
  #last: { readonly key: string; readonly open: OpenPart } | undefined;

  /** @param asLines questions are lines where rollouts would be documents */
  constructor(folder: string, format: DatasetFormat, { asLines }: { asLines: boolean }) {
    this.#folder = folder;
    this.#format = format;
    this.#asLines = asLines;
  }

  async add(row: Row, place: Place): Promise<void> {
    const { file } = this.#format;
    const isDocument = typeof file === "object" && "envelope" in file && !this.#asLines;
    const key = `${place.env}/${place.date ?? ""}/${isDocument ? file.envelope.keyOf(row) : ""}`;
    const open = this.#last?.key === key ? this.#last.open : await this.#turnTo(key, place);
    const written = open.part.add(row);
    if (written !== undefined) await written;
    if (place.block < open.place.block) open.place = { ...open.place, block: place.block };
    if (open.part.rows >= (isDocument ? DOCUMENT_ROWS : PART_ROWS) || open.part.size >= PART_BYTES) {
      await this.#finish(key, open);
    }
  }

  async #turnTo(key: string, place: Place): Promise<OpenPart> {
    const open = this.#open.get(key) ?? (await this.#begin(place));
    // The last in the map is the one that was written to last.
    this.#open.delete(key);
    this.#open.set(key, open);
    this.#last = { key, open };
    return open;
  }

  async finish(): Promise<readonly PlacedPart[]> {
    for (const [key, open] of [...this.#open]) await this.#finish(key, open);
    return this.#finished;
  }

  async discard(): Promise<void> {
    for (const { part } of this.#open.values()) await part.discard();
  }

  async #begin(place: Place): Promise<OpenPart> {
    if (this.#open.size >= MOST_OPEN) {
      const [oldest] = this.#open;
      if (oldest !== undefined) await this.#finish(...oldest);
    }
    const path = join(this.#folder, `part-${this.#count}`);
    this.#count += 1;
    const { file } = this.#format;
    if (file === "lines" || ("envelope" in file && this.#asLines)) {
      return { part: await LinesPart.create(path), extension: "jsonl", place };
    }
    if ("envelope" in file) return { part: await DocumentPart.create(path, file.envelope), extension: "json", place };
    return { part: await ParquetPart.create(path, file.columns), extension: "parquet", place };
  }

  async #finish(key: string, { part, extension, place }: OpenPart): Promise<void> {
    this.#finished.push({ place, extension, part: await part.finish() });
    this.#open.delete(key);
    if (this.#last?.key === key) this.#last = undefined;
  }
}
