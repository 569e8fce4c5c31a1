/** What `REPAIR(…)` takes. */
export interface RepairOptions {
  /** 1..8. */
  readonly level?: number;
}
