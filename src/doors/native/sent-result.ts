import type { GeneratedChallenge, Replay } from "../../envs/index.ts";
import type { Judged } from "../evaluator/evaluator.ts";
import type { SentEpisode, SentResult } from "./native-schemas.ts";

/** A verdict, or why there is none, as it is sent. */
export function sentResult({ evaluation, error }: Judged): SentResult {
  if (error !== undefined) {
    const { code, message, retryable } = error;
    return { score: null, ok: false, extracted: null, reason: null, metrics: {}, error: { code, message, retryable } };
  }
  const { score, thousandths, reason, extracted, metrics } = evaluation;
  return { score, ok: thousandths === 1000, extracted, reason, metrics, error: null };
}

/** A question without its secret, as it is sent. */
export function sentChallenge(challenge: GeneratedChallenge): object {
  return { challenge_id: challenge.id, ...challenge.toJSON() };
}

/** An episode after so many turns, as it is sent. */
export function sentEpisode(challengeId: string, turn: number, { messages, verdict, truncated }: Replay): SentEpisode {
  const done = verdict !== null;
  return {
    challenge_id: challengeId,
    turn,
    messages: [...messages],
    observation: done || turn === 0 ? null : (messages.at(-1)?.content ?? ""),
    done,
    truncated,
    result: verdict === null ? null : sentResult({ evaluation: verdict }),
  };
}
