import { AffineError, errorMessage, textHead, type Answer, type Outcome } from "../core/index.ts";
import type { GeneratedChallenge } from "../envs/index.ts";
import type { AnswerOutcome, QueryOptions, RequestFields } from "../inference/index.ts";
import type { Transcript } from "../record/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { KeptTurn } from "./episode-turn.ts";
import type { Job } from "./job.ts";

/** What running a job needs from outside. */
export interface JobContext {
  /** Asks a model; an `InferenceClient` is one. */
  readonly inference: {
    query(messages: Transcript["messages"], options: QueryOptions): Promise<Answer>;
    /** Sends nothing under a limit key for a while; left out where nobody asks for it. */
    holdBack?(limitKey: string, durationMs: number): void;
  };
  /** Told of a pause that the host asked for (Retry-After). */
  readonly onRetryAfter?: ((durationMs: number) => void) | undefined;
  /** The key for a miner's host; never give one host's key to another. */
  readonly apiKeyOf?: ((miner: Job["miner"]) => string | undefined) | undefined;
  /** What the host wants otherwise in a request; validators ask every host alike. */
  readonly fields?: RequestFields | undefined;
  /** Makes a challenge from its id. Default: `challengeFromId`. */
  readonly challengeOf?: ((id: string) => GeneratedChallenge) | undefined;
  /** Told why there is no answer. */
  readonly onNoAnswer?: ((job: Job, error: AffineError) => void) | undefined;
  readonly nowMs: () => number;
  readonly log: Logger;
}

/** What came of asking. */
export interface JobVerdict {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly score: number;
  readonly answer?: Answer;
  readonly messages?: Transcript["messages"];
  /** Of an episode: the turns before `answer`, which is the last one. */
  readonly earlier?: readonly KeptTurn[];
  /** Tokens that the last request allowed; the rules' own unless told. */
  readonly maxTokens?: number;
}

/** With less of its time left than this, a model that does not answer was asked too late. */
export const FAIR_SHARE = 0.8;
/** A round's question is asked again until its deadline, however often its host fails. */
const MAX_ATTEMPTS = 64;

/** There is no answer, and why. */
export function noAnswer(reason: string): JobVerdict {
  return { outcome: "infra_failure", reason, score: 0 };
}

/** The job's time was over before the model's own was. */
export function ranOut({ reason, error }: Extract<AnswerOutcome, { outcome: "infra_failure" }>): boolean {
  return reason === "lane_full" || (reason === "timeout" && error.details["phase"] === "deadline");
}

/** How one question, or one turn of it, is asked. */
export function queryOptions(
  job: Job,
  context: JobContext,
  turn: { readonly leftMs: number; readonly seed: number; readonly maxTokens: number; readonly maxBytes?: number },
  signal: AbortSignal | undefined,
): QueryOptions {
  const { request, miner } = job;
  const { leftMs, seed, maxTokens, maxBytes } = turn;
  return {
    model: miner.model,
    baseUrl: miner.baseUrl,
    apiKey: context.apiKeyOf?.(miner),
    seed,
    temperature: request.temperatureThousandths / 1000,
    maxTokens,
    fields: context.fields,
    ...(maxBytes === undefined ? {} : { maxResponseBytes: maxBytes }),
    timeouts: {
      headersMs: request.firstTokenTimeoutMs,
      firstTokenMs: request.firstTokenTimeoutMs,
      totalMs: request.totalTimeoutMs,
    },
    retry: { deadlineMs: leftMs, ...(job.answerMs === undefined ? {} : { maxAttempts: MAX_ATTEMPTS }) },
    turnMs: leftMs,
    signal,
    limitKey: miner.hotkey,
    onRetryAfter: context.onRetryAfter,
  };
}

/** A fault of the environment, of this program or of its sandbox: no miner is to blame. */
export function broken(job: Job, context: JobContext, reason: string, error: unknown): JobVerdict {
  const passing = AffineError.isInstance(error) && error.retryable;
  const outcome = passing ? "infra_failure" : "invalid";
  context.log.error({ job: job.id, challenge: job.challenge, err: error }, `${reason}: ${errorMessage(error)}`);
  return { outcome, reason, score: 0 };
}

/** What is judged must be what is stored, and bytes on disk cannot hold lone surrogates. */
export function wellFormed(answer: Answer): Answer {
  return {
    ...answer,
    text: answer.text.toWellFormed(),
    reasoning: answer.reasoning.toWellFormed(),
    finishReason: bounded(answer.finishReason),
    responseId: bounded(answer.responseId),
    servedModel: bounded(answer.servedModel),
  };
}

function bounded(text: string | null): string | null {
  return text === null ? null : textHead(text, 256).toWellFormed();
}
