import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { Row } from "../dataset-format.ts";
import {
  hasTextSize,
  hasUsefulBounds,
  parquetSchema,
  parquetValueOf,
  type Column,
  type ParquetValue,
} from "./column.ts";
import type { FinishedPart, Part } from "./part.ts";
import { StagedFile } from "./staged-file.ts";
import { textSize } from "./text-size.ts";

/** Rows of one row group at most, and about as many bytes of text: what is held in memory of a part. */
const GROUP_ROWS = 5_000;
const GROUP_BYTES = 8 * 2 ** 20;

interface WrittenColumn extends Column {
  readonly convert: ParquetValue;
  readonly statistics: boolean;
  readonly hasTextSize: boolean;
}

/** Of a number, a truth value, a time. */
const WORD_BYTES = 8;

/** Rows as Parquet, row group by row group. */
export class ParquetPart implements Part {
  readonly #file: StagedFile;
  readonly #columns: readonly WrittenColumn[];
  readonly #bytes = new ByteWriter(2 ** 16);
  readonly #writer: ParquetWriter;
  #waiting: unknown[][];
  #waitingRows = 0;
  #waitingBytes = 0;
  #rows = 0;

  private constructor(file: StagedFile, columns: readonly Column[]) {
    this.#file = file;
    this.#columns = columns.map((column) => ({
      ...column,
      convert: parquetValueOf(column.type),
      statistics: hasUsefulBounds(column.type),
      hasTextSize: hasTextSize(column.type),
    }));
    this.#waiting = columns.map(() => []);
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: parquetSchema(columns),
      createdBy: "affine",
    });
  }

  static async create(path: string, columns: readonly Column[]): Promise<ParquetPart> {
    return new ParquetPart(await StagedFile.create(path), columns);
  }

  get path(): string {
    return this.#file.path;
  }

  get rows(): number {
    return this.#rows;
  }

  get size(): number {
    return this.#file.bytes + this.#waitingBytes;
  }

  add(row: Row): Promise<void> | undefined {
    let index = 0;
    for (const { name, convert, hasTextSize: isText } of this.#columns) {
      const value = row[name];
      this.#waiting[index]?.push(convert(value));
      this.#waitingBytes += isText ? textSize(value) : WORD_BYTES;
      index += 1;
    }
    this.#rows += 1;
    this.#waitingRows += 1;
    return this.#waitingRows >= GROUP_ROWS || this.#waitingBytes >= GROUP_BYTES ? this.#writeGroup() : undefined;
  }

  async finish(): Promise<FinishedPart> {
    await this.#writeGroup();
    await this.#writer.finish();
    await this.#drain();
    return { ...(await this.#file.finish()), path: this.path, rows: this.#rows };
  }

  discard(): Promise<void> {
    return this.#file.discard();
  }

  async #writeGroup(): Promise<void> {
    if (this.#waitingRows === 0) return;
    const columnData = this.#columns.map(({ name, statistics, unique }, index) => ({
      name,
      statistics,
      data: this.#waiting[index] ?? [],
      ...(unique === true ? { encoding: "PLAIN" as const } : {}),
    }));
    await this.#writer.write({ columnData, rowGroupSize: this.#waitingRows });
    this.#waiting = this.#columns.map(() => []);
    this.#waitingRows = 0;
    this.#waitingBytes = 0;
    await this.#drain();
  }

  /** To the file with what the writer has made; its count of bytes goes on. */
  async #drain(): Promise<void> {
    await this.#file.write(this.#bytes.getBytes().slice());
    this.#bytes.index = 0;
  }
}
