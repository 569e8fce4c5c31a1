/** What `ABD(…)` takes: a level, or a corpus that `loadProgramCorpus` has read. */
export interface AbdOptions {
  /** 1..9. */
  readonly level?: number;
  readonly source?: "corpus";
  /** SHA-256 of the corpus file. */
  readonly corpus?: string;
}
