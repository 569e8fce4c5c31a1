/** What `HUNT(…)` takes. */
export interface HuntOptions {
  /** 1..8. */
  readonly level?: number;
}
