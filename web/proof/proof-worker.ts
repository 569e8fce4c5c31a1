import type { FromProofWorker, ProofCall, ProofCalls, ToProofWorker } from "./messages.ts";
import { prove } from "./prove.ts";
import { recompute } from "./recompute.ts";
import { ask, question, verdict } from "./try-question.ts";

/** The product's own code in the reader's browser: proves records and judges answers, beside the page. */
type Calls = { [Call in ProofCall]: (given: ProofCalls[Call]["given"]) => Promise<ProofCalls[Call]["back"]> };

const CALLS: Calls = {
  prove,
  recompute: ({ record, transcript, request }) => recompute(record, transcript, request),
  ask: ({ id }) => Promise.resolve(ask(id)),
  question: ({ name, level, seed }) => Promise.resolve(question(name, level, seed)),
  verdict: ({ id, answer }) => verdict(id, answer),
};

self.addEventListener("message", ({ data: { id, call, given } }: MessageEvent<ToProofWorker>) => {
  const answer = (message: FromProofWorker): void => self.postMessage(message);
  (CALLS[call] as (given: unknown) => Promise<unknown>)(given).then(
    (back) => answer({ id, back }),
    (error: unknown) => answer({ id, failure: error instanceof Error ? error.message : String(error) }),
  );
});
