import type { Row } from "../dataset-format.ts";
import type { StagedContent } from "./staged-file.ts";

/** One file of a data set while it is written. */
export interface Part {
  /** Where it lies until it gets its name. */
  readonly path: string;
  readonly rows: number;
  /** Bytes on the disk and in memory so far, about. */
  readonly size: number;
  /** A promise only where there is something to wait for: most rows wait in memory for others. */
  add(row: Row): Promise<void> | undefined;
  /** The file is whole and on the disk. */
  finish(): Promise<FinishedPart>;
  /** Takes away what was written. */
  discard(): Promise<void>;
}

export interface FinishedPart extends StagedContent {
  readonly path: string;
  readonly rows: number;
  /** The name for readers that go by it; `undefined` for the common form. */
  readonly fileName?: string;
}
