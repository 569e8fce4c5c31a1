import { challengeFromId, type GeneratedChallenge } from "../envs/index.ts";
import { outcomeOf } from "../inference/index.ts";
import { encodeTranscript, type RolloutRecord, type SaidTurn, type Transcript } from "../record/index.ts";
import { askEpisode } from "./ask-episode.ts";
import {
  broken,
  FAIR_SHARE,
  noAnswer,
  queryOptions,
  ranOut,
  wellFormed,
  type JobContext,
  type JobVerdict,
} from "./asking.ts";
import type { KeptTurn } from "./episode-turn.ts";
import type { Job, JobResult } from "./job.ts";
import { samplingSeed } from "./sampling-seed.ts";
import { journalInMemory, type TurnJournal } from "./turn-journal.ts";

export type { JobContext } from "./asking.ts";

/** How a job came to its turn. */
export interface Turn {
  /** It waited for nothing but answers of the same model. */
  readonly waitedForModel: boolean;
  /** What was said already, where the question has many turns; without one it begins at the first. */
  readonly journal?: TurnJournal;
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
    promptTokens: sum(verdict, "promptTokens") + (answer?.usage?.promptTokens ?? 0),
    completionTokens: sum(verdict, "completionTokens") + (answer?.usage?.completionTokens ?? 0),
    latencyMs: sum(verdict, "latencyMs") + Math.round(answer?.latencyMs ?? 0),
    atMs: context.nowMs(),
    rules: job.rules,
  };
  return { v: 1, id: job.id, record, transcript };
}

async function judge(job: Job, context: JobContext, signal: AbortSignal | undefined, turn: Turn): Promise<JobVerdict> {
  const leftMs = job.expiresAtMs - context.nowMs();
  const isLate = !turn.waitedForModel && leftMs < FAIR_SHARE * (job.answerMs ?? 1);
  if (leftMs <= 0) return noAnswer(turn.waitedForModel ? "lane_full" : "deadline_passed");
  let challenge: GeneratedChallenge;
  try {
    challenge = (context.challengeOf ?? challengeFromId)(job.challenge);
  } catch (error) {
    return broken(job, context, "challenge_broken", error);
  }
  if (challenge.episode !== null) {
    return askEpisode(job, challenge.episode, turn.journal ?? journalInMemory(), context, signal);
  }
  const messages = [...challenge.messages];
  const outcome = outcomeOf(
    await context.inference
      .query(messages, queryOptions(job, context, { leftMs, ...samplingOf(job) }, signal))
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

/** What the earlier turns of an episode add to the last one. */
function sum({ earlier = [] }: JobVerdict, of: "promptTokens" | "completionTokens" | "latencyMs"): number {
  return earlier.reduce((total, turn) => total + turn[of], 0);
}

function samplingOf({ challenge, request }: Job): { seed: number; maxTokens: number } {
  return { seed: samplingSeed(challenge), maxTokens: request.maxTokens };
}

function transcriptOf(job: Job, { answer, messages, earlier = [], maxTokens }: JobVerdict): Transcript | null {
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
      seed: samplingSeed(job.challenge, earlier.length + 1),
      temperatureThousandths: job.request.temperatureThousandths,
      maxTokens: maxTokens ?? job.request.maxTokens,
    },
    ...(earlier.length === 0 ? {} : { earlier: earlier.map(saidTurn) }),
  };
}

/** A journaled turn as it is recorded; of tokens and time the record has the sums. */
function saidTurn({ text, reasoning, finishReason, responseId, servedModel, seed }: KeptTurn): SaidTurn {
  return { text, reasoning, finishReason, responseId, servedModel, seed };
}
