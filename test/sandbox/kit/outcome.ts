import { createHash } from "node:crypto";
import type { Verdict } from "../../../src/sandbox/index.ts";

/** What a run came to, as one line of text: kind, exit code, fuel, truncation, detail, hash of the output. */
export type Outcome = string;

export function outcomeOf(verdict: Omit<Verdict, "kind"> & { readonly kind: string }): Outcome {
  const { kind, exitCode, ticks, truncated, detail, stdout, stderr } = verdict;
  const output = createHash("sha256").update(stdout).update("\0").update(stderr).digest("hex").slice(0, 16);
  return JSON.stringify([kind, exitCode, ticks, truncated, detail, output]);
}

/** Its kind alone. */
export function kindOf(outcome: Outcome): string {
  return (JSON.parse(outcome) as [string])[0];
}

/** The fuel that was used. */
export function ticksOf(outcome: Outcome): number {
  return (JSON.parse(outcome) as [string, number | null, number])[2];
}
