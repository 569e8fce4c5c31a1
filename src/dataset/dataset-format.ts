import type { Challenge } from "../core/index.ts";
import type { Column } from "./parts/column.ts";
import type { VerifiedRollout } from "./verified-rollout.ts";

export const FORMAT_NAMES = ["parquet", "trl", "sft", "verl", "verifiers", "nemo", "inspect", "atif"] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** One row: a value of JSON. Times are `Date`, which JSON writes as ISO 8601. */
export type Row = Readonly<Record<string, unknown>>;

/** Why a rollout has no row in a format; counted, and told. */
export type LeftOut =
  /** Nothing was said, or its text is not kept any more: there is no prompt to show. */
  | "no_text"
  /** Nothing was judged: a format that cannot say so leaves it out instead of calling it 0. */
  | "no_reward"
  /** The answer is not good enough to learn from. */
  | "low_reward";

/** A JSON document around the rows of one file. */
export interface Envelope {
  /** Rows with the same key share a file, such as those of one model. */
  keyOf(row: Row): string;
  /** The row as it stands in the file, without what only the envelope needs. */
  body(row: Row): Row;
  /** Starts adding up; told of every row. */
  open(first: Row): OpenEnvelope;
}

export interface OpenEnvelope {
  add(row: Row): void;
  /** What stands before the rows, which are separated by commas, and what behind them. */
  close(): { readonly head: string; readonly tail: string };
  /** The file's name, for readers that go by it; no two files of a folder may share one. */
  fileName(hash: string): string;
}

export interface DatasetFormat {
  readonly name: FormatName;
  readonly description: string;
  /** How its files are written: Parquet with these columns, lines of JSON, or a JSON document around its rows. */
  readonly file: { readonly columns: readonly Column[] } | "lines" | { readonly envelope: Envelope };
  /** One line for the README: how a trainer loads it. */
  readonly use: string;
  ofRollout(rollout: VerifiedRollout): Row | LeftOut;
  /** `undefined` where a question without an answer is nothing that the format can hold. */
  readonly ofQuestion?: (question: Challenge) => Row;
}
