/** What was asked for, in the order of the question. */
export interface TrackSecret {
  readonly names: readonly string[];
  readonly values: readonly number[];
}
