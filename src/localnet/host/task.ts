import type { Budget, PromptMessage, Sampling } from "../models/index.ts";

/** All that crosses into a worker thread: the HTTP prompt, the sampling and the model's strength. */
export interface SolverTask {
  readonly budget: Budget;
  readonly messages: readonly PromptMessage[];
  readonly sampling: Sampling;
}

/** What comes back. */
export type SolverReply = { readonly text: string } | { readonly error: string };
