/** What `PLAN(…)` takes. */
export interface PlanOptions {
  /** 1..7. */
  readonly level?: number;
}
