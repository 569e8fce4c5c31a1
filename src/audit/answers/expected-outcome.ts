import { outcomeOf } from "../../inference/index.ts";
import type { Transcript } from "../../record/index.ts";

/**
 * What the validator must have made of an answer, by the rule that it used itself: `null` when it was to be evaluated,
 * else why it scores 0 without being looked at.
 */
export function modelFailureOf(transcript: Transcript): string | null {
  const { text, reasoning, finishReason, responseId, servedModel } = transcript;
  const outcome = outcomeOf({
    text,
    reasoning,
    finishReason,
    usage: null,
    responseId,
    servedModel,
    latencyMs: 0,
    firstTokenMs: null,
    attempts: 1,
  });
  return outcome.outcome === "model_failure" ? outcome.reason : null;
}
