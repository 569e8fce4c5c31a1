/** What `OPT(…)` takes. */
export interface OptOptions {
  /** 1..7. */
  readonly level?: number;
}
