/** What `PLAN(…)` takes. */
export interface PlanOptions {
  /** 1..6. */
  readonly level?: number;
}
