import type { Answer } from "../core/index.ts";
import type { ChallengeEpisode, Replay } from "../envs/index.ts";
import { outcomeOf } from "../inference/index.ts";
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
import { MAX_TURN_BYTES, saidIn, type KeptTurn } from "./episode-turn.ts";
import type { Job } from "./job.ts";
import { leaseLost } from "./lease-lost.ts";
import { samplingSeed } from "./sampling-seed.ts";
import type { TurnJournal } from "./turn-journal.ts";

/**
 * Asks an episode turn by turn, from where the journal ends, each turn with a seed of its own. The history that is sent
 * has no reasoning in it.
 *
 * @throws AffineError `interrupted` when the signal ended it, `locked` when the lease was lost, what the journal throws:
 * the job is not done, and whoever takes it over asks the same turn again.
 */
export async function askEpisode(
  job: Job,
  episode: ChallengeEpisode,
  journal: TurnJournal,
  context: JobContext,
  signal: AbortSignal | undefined,
): Promise<JobVerdict> {
  if (journal.turns === null) return noAnswer("internal");
  const turns: KeptTurn[] = [...journal.turns];
  const maxTokens = Math.min(job.request.maxTokens, episode.turnTokens);
  // Slowness is the slow model's, but not where it was begun, or taken up again, too late for the turns that are left.
  const share = (FAIR_SHARE * (episode.maxTurns - turns.length)) / episode.maxTurns;
  const isLate = job.expiresAtMs - context.nowMs() < share * (job.answerMs ?? 1);
  for (;;) {
    const now = await replayed(job, episode, turns, context);
    if ("outcome" in now) return now;
    if (now.verdict !== null) return { ...(await toldBy(episode, turns)), ...scored(now.verdict), maxTokens };
    const leftMs = job.expiresAtMs - context.nowMs();
    if (leftMs <= 0) return noAnswer(isLate ? "deadline_passed" : "timeout");
    const seed = samplingSeed(job.challenge, turns.length + 1);
    const options = queryOptions(job, context, { leftMs, seed, maxTokens, maxBytes: MAX_TURN_BYTES }, signal);
    const outcome = outcomeOf(
      await context.inference.query([...now.messages], options).catch((thrown: unknown) => thrown),
    );
    if (outcome.outcome === "infra_failure") {
      if (outcome.reason === "interrupted" && signal?.aborted === true) throw outcome.error;
      context.log.debug(
        { job: job.id, turn: turns.length + 1, reason: outcome.reason, err: outcome.error },
        "no answer",
      );
      context.onNoAnswer?.(job, outcome.error);
      return noAnswer(isLate && ranOut(outcome) ? "deadline_passed" : outcome.reason);
    }
    turns.push(keptTurn(wellFormed(outcome.answer), seed));
    // Before anything that follows from the turn is sent to anybody.
    if (!(await journal.keep(turns))) throw leaseLost(job.id);
  }
}

/** The conversation so far; a verdict where the environment or this program is at fault. */
async function replayed(
  job: Job,
  episode: ChallengeEpisode,
  turns: readonly KeptTurn[],
  context: JobContext,
): Promise<Replay | JobVerdict> {
  try {
    return await episode.play(turns.map(saidIn));
  } catch (error) {
    const told = turns.length === 0 ? {} : await toldBy(episode, turns);
    return { ...told, ...broken(job, context, turns.length === 0 ? "challenge_broken" : "check_broken", error) };
  }
}

function scored({ thousandths, reason }: NonNullable<Replay["verdict"]>): JobVerdict {
  return { outcome: "scored", reason, score: thousandths };
}

/** The last turn as the answer, with the history that it answered, and the turns before it. */
async function toldBy(
  episode: ChallengeEpisode,
  turns: readonly KeptTurn[],
): Promise<Pick<Required<JobVerdict>, "answer" | "messages" | "earlier">> {
  const earlier = turns.slice(0, -1);
  const last = turns.at(-1) as KeptTurn;
  const { promptTokens, completionTokens, latencyMs, text, reasoning, finishReason, responseId, servedModel } = last;
  const answer: Answer = {
    text,
    reasoning,
    finishReason,
    responseId,
    servedModel,
    usage: { promptTokens, completionTokens },
    latencyMs,
    firstTokenMs: null,
    attempts: 1,
  };
  return { answer, messages: [...(await episode.play(earlier.map(saidIn))).messages], earlier };
}

function keptTurn(answer: Answer, seed: number): KeptTurn {
  const { text, reasoning, finishReason, responseId, servedModel, usage, latencyMs } = answer;
  const { promptTokens, completionTokens } = usage ?? { promptTokens: 0, completionTokens: 0 };
  const tokens = { promptTokens, completionTokens, latencyMs: Math.round(latencyMs) };
  return { text, reasoning, finishReason, responseId, servedModel, seed, ...tokens };
}
