import type { RolloutRecord } from "../../src/record/rollout-record.ts";
import type { Transcript } from "../../src/record/transcript.ts";
import type { RequestRules } from "../../src/replay/rules.ts";
import type { PlaceToProve } from "./prove.ts";
import type { Proof, Recomputed } from "./steps.ts";
import type { Tried, TriedVerdict } from "./try-question.ts";

/** What the page may ask of its worker, and what comes back. */
export interface ProofCalls {
  prove: { given: PlaceToProve; back: Proof };
  recompute: { given: { record: RolloutRecord; transcript: Transcript; request: RequestRules }; back: Recomputed };
  ask: { given: { id: string }; back: Tried };
  question: { given: { name: string; level: number; seed: string }; back: Tried };
  verdict: { given: { id: string; answer: string | readonly string[] }; back: TriedVerdict };
}
export type ProofCall = keyof ProofCalls;

export interface ToProofWorker<Call extends ProofCall = ProofCall> {
  readonly id: number;
  readonly call: Call;
  readonly given: ProofCalls[Call]["given"];
}

export type FromProofWorker =
  { readonly id: number; readonly back: unknown } | { readonly id: number; readonly failure: string };
