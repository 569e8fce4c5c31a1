import type { RolloutRecord } from "../../src/record/rollout-record.ts";
import type { Transcript } from "../../src/record/transcript.ts";

/** One thing that was checked, and what came of it. */
export interface Step {
  readonly what: string;
  /** `unknown`: it could not be checked, and `detail` says why. */
  readonly result: "right" | "wrong" | "unknown";
  readonly detail: string;
}

/** An answer's proof: what was checked, the record and the text as far as they were found. */
export interface Proof {
  readonly steps: readonly Step[];
  readonly record: RolloutRecord | null;
  readonly transcript: Transcript | null;
}

/** What the product's own code makes of an answer, here. */
export interface Recomputed {
  readonly step: Step;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly ms: number;
}
