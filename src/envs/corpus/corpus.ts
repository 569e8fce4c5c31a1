/** A line that is read and never asked, since nothing could judge its answers. */
export interface InvalidSample {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

/** Tasks of a file, pinned by its hash. */
export interface Corpus<Entry> {
  /** SHA-256 of the file, which pins all that is in it. */
  readonly sha256: string;
  /** At least one. */
  readonly entries: readonly Entry[];
  readonly invalid: readonly InvalidSample[];
}
