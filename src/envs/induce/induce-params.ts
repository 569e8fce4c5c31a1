/** What `INDUCE(…)` takes. */
export interface InduceOptions {
  /** 1..6. */
  readonly level?: number;
}
