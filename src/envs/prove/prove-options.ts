/** What `PROVE(…)` takes. */
export interface ProveOptions {
  /** 1..7. */
  readonly level?: number;
}
