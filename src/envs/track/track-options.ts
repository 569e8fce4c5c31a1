/** What `TRACK(…)` takes. */
export interface TrackOptions {
  /** 1..8. */
  readonly level?: number;
}
