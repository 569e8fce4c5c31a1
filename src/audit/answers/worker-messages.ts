import type { ErrorCode } from "../../core/index.ts";
import type { RunOptions, Verdict } from "../../sandbox/index.ts";
import type { Judgement, QuestionToJudge } from "./answer-to-judge.ts";

/** An error as it travels between threads. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly retryable: boolean;
}

/** To a worker: a question, or how a program ended that it had asked for. */
export type ToWorker =
  | { readonly kind: "judge"; readonly id: number; readonly task: QuestionToJudge }
  | { readonly kind: "ran"; readonly id: number; readonly verdict: Verdict }
  | { readonly kind: "not-run"; readonly id: number; readonly failure: Failure };

/** From a worker: judgements, or a program to run in the one sandbox that all workers share. */
export type FromWorker =
  | { readonly kind: "judged"; readonly id: number; readonly judgements: readonly Judgement[] }
  | { readonly kind: "failed"; readonly id: number; readonly failure: Failure }
  | {
      readonly kind: "run";
      readonly id: number;
      readonly program: string | Uint8Array;
      readonly options: RunOptions | undefined;
    };
