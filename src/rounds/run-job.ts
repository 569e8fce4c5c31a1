import { AffineError, errorMessage, type Answer, type Outcome } from "../core/index.ts";
import { challengeFromId, type GeneratedChallenge } from "../envs/index.ts";
import { outcomeOf, type AnswerOutcome, type QueryOptions } from "../inference/index.ts";
import { encodeTranscript, type RolloutRecord, type Transcript } from "../record/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Job, JobResult } from "./job.ts";
import { samplingSeed } from "./sampling-seed.ts";

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
  /** Makes a challenge from its id. Default: `challengeFromId`. */
  readonly challengeOf?: ((id: string) => GeneratedChallenge) | undefined;
  /** Told why there is no answer. */
  readonly onNoAnswer?: ((job: Job, error: AffineError) => void) | undefined;
  readonly nowMs: () => number;
  readonly log: Logger;
}

interface Verdict {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly score: number;
  readonly answer?: Answer;
  readonly messages?: Transcript["messages"];
}

/** With less of its time left than this, a model that does not answer was asked too late. */
const FAIR_SHARE = 0.8;
/** A round's question is asked again until its deadline, however often its host fails. */
const MAX_ATTEMPTS = 64;

/** How a job came to its turn. */
export interface Turn {
  /** It waited for nothing but answers of the same model. */
  readonly waitedForModel: boolean;
}

/**
 * Asks one question of one miner and judges the answer: rebuild, ask, check, write down. Always ends in a record; what
 * went wrong is its outcome.
 *
 * @throws AffineError `interrupted` when the signal ended it: the job is not done.
 */
export async function runJob(
  job: Job,
  context: JobContext,
  signal?: AbortSignal,
  turn: Turn = { waitedForModel: false },
): Promise<JobResult> {
  const verdict = await judge(job, context, signal, turn);
  const transcript = transcriptOf(job, verdict);
  const { answer } = verdict;
  const record: RolloutRecord = {
    v: 1,
    kind: "rollout",
    netuid: job.netuid,
    round: job.round,
    block: job.block,
    index: job.index,
    env: job.env,
    challenge: job.challenge,
    uid: job.miner.uid,
    hotkey: job.miner.hotkey,
    model: job.miner.model,
    revision: job.miner.revision,
    commitBlock: job.miner.block,
    outcome: verdict.outcome,
    score: verdict.score,
    reason: verdict.reason,
    transcript: transcript === null ? null : encodeTranscript(transcript).hash,
    promptTokens: answer?.usage?.promptTokens ?? 0,
    completionTokens: answer?.usage?.completionTokens ?? 0,
    latencyMs: Math.round(answer?.latencyMs ?? 0),
    atMs: context.nowMs(),
    rules: job.rules,
  };
  return { v: 1, id: job.id, record, transcript };
}

async function judge(job: Job, context: JobContext, signal: AbortSignal | undefined, turn: Turn): Promise<Verdict> {
  const leftMs = job.expiresAtMs - context.nowMs();
  const isLate = !turn.waitedForModel && leftMs < FAIR_SHARE * (job.answerMs ?? 1);
  if (leftMs <= 0) return noAnswer(turn.waitedForModel ? "lane_full" : "deadline_passed");
  let challenge: GeneratedChallenge;
  try {
    challenge = (context.challengeOf ?? challengeFromId)(job.challenge);
  } catch (error) {
    return broken(job, context, "challenge_broken", error);
  }
  const messages = [...challenge.messages];
  const outcome = outcomeOf(
    await context.inference
      .query(messages, queryOptions(job, context, leftMs, signal))
      .catch((thrown: unknown) => thrown),
  );
  if (outcome.outcome === "infra_failure") {
    if (outcome.reason === "interrupted" && signal?.aborted === true) throw outcome.error;
    context.log.debug({ job: job.id, reason: outcome.reason, err: outcome.error }, "no answer");
    context.onNoAnswer?.(job, outcome.error);
    // Slowness is the slow model's, but not where it was asked too late.
    return noAnswer(isLate && ranOut(outcome) ? "deadline_passed" : outcome.reason);
  }
  const answer = wellFormed(outcome.answer);
  const said = { answer, messages, score: 0 };
  if (outcome.outcome === "model_failure") return { outcome: "model_failure", reason: outcome.reason, ...said };
  try {
    const { thousandths, reason } = await challenge.evaluate(answer.text);
    return { outcome: "scored", reason, ...said, score: thousandths };
  } catch (error) {
    const verdict = broken(job, context, "check_broken", error);
    return { ...said, ...verdict };
  }
}

function noAnswer(reason: string): Verdict {
  return { outcome: "infra_failure", reason, score: 0 };
}

/** The job's time was over before the model's own was. */
function ranOut({ reason, error }: Extract<AnswerOutcome, { outcome: "infra_failure" }>): boolean {
  return reason === "lane_full" || (reason === "timeout" && error.details["phase"] === "deadline");
}

function queryOptions(job: Job, context: JobContext, leftMs: number, signal: AbortSignal | undefined): QueryOptions {
  const { request, miner } = job;
  return {
    model: miner.model,
    baseUrl: miner.baseUrl,
    apiKey: context.apiKeyOf?.(miner),
    seed: samplingSeed(job.challenge),
    temperature: request.temperatureThousandths / 1000,
    maxTokens: request.maxTokens,
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
function broken(job: Job, context: JobContext, reason: string, error: unknown): Verdict {
  const passing = AffineError.isInstance(error) && error.retryable;
  const outcome = passing ? "infra_failure" : "invalid";
  context.log.error({ job: job.id, challenge: job.challenge, err: error }, `${reason}: ${errorMessage(error)}`);
  return { outcome, reason, score: 0 };
}

function transcriptOf(job: Job, { answer, messages }: Verdict): Transcript | null {
  if (answer === undefined || messages === undefined) return null;
  return {
    v: 1,
    kind: "transcript",
    challenge: job.challenge,
    messages,
    text: answer.text,
    reasoning: answer.reasoning,
    finishReason: answer.finishReason,
    responseId: answer.responseId,
    servedModel: answer.servedModel,
    sampling: {
      seed: samplingSeed(job.challenge),
      temperatureThousandths: job.request.temperatureThousandths,
      maxTokens: job.request.maxTokens,
    },
  };
}

/** What is judged must be what is stored, and bytes on disk cannot hold lone surrogates. */
function wellFormed(answer: Answer): Answer {
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
  return text === null ? null : text.slice(0, 256).toWellFormed();
}
