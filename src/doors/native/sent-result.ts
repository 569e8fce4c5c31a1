import type { GeneratedChallenge } from "../../envs/index.ts";
import type { Judged } from "../evaluator/evaluator.ts";
import type { SentResult } from "./native-schemas.ts";

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
