/** What `DED(…)` takes: a level, or a corpus that `loadTaskCorpus` has read. */
export interface DedOptions {
  /** 1..5. */
  readonly level?: number;
  readonly source?: "corpus";
  /** SHA-256 of the corpus file. */
  readonly corpus?: string;
}
