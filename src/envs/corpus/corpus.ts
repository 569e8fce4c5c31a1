import { kinds, need } from "../../core/index.ts";

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

const corpusKind = kinds.shape({
  sha256: kinds.text,
  entries: kinds.list(kinds.object),
  invalid: kinds.list(kinds.object),
});

/** @throws AffineError `invalid_input` for what is no corpus. */
export function needCorpus(value: unknown, call: string, what: string): void {
  need(corpusKind, value, call, what);
}
