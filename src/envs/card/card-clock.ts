/** What durations are measured with. */
export interface CardClock {
  /** Stands in the card. */
  readonly name: string;
  /** Milliseconds; never runs backwards. */
  nowMs(): number;
}
