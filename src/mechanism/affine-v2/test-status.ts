import type { StopReason } from "./latches.ts";

/** Where a test stands. Everything but `open` is final. */
export type TestStatus =
  | { readonly state: "open" }
  | {
      /** Better by the rule; to be crowned when no earlier challenger stands before it. */
      readonly state: "candidate";
    }
  | {
      /** Not worth going on. */
      readonly state: "stopped";
      readonly reason: StopReason;
    }
  | {
      /** Out of rounds or out of time. */
      readonly state: "ended";
      readonly reason: "rounds" | "time";
    }
  | {
      /** Two validators whose records cannot both be true; their evidence is public, nobody is crowned by it. */
      readonly state: "frozen";
    };

export const OPEN: TestStatus = { state: "open" };
export const CANDIDATE: TestStatus = { state: "candidate" };
