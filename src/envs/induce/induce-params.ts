/** What `INDUCE(…)` takes. */
export interface InduceOptions {
  /** 1..7. */
  readonly level?: number;
}
