import { z } from "zod";
import type { Answer } from "../core/index.ts";
import { outcomeOf } from "../inference/index.ts";

/** UTF-8 bytes of text and reasoning of one turn; a host that sends more than the tokens allow has spoilt its turn. */
export const MAX_TURN_BYTES = 262_144;

export const keptTurnSchema = z.strictObject({
  text: z.string(),
  reasoning: z.string(),
  finishReason: z.string().nullable(),
  responseId: z.string().nullable(),
  servedModel: z.string().nullable(),
  seed: z.int().nonnegative(),
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  latencyMs: z.int().nonnegative(),
});
/** A turn that was answered, as it is journaled and later recorded. */
export type KeptTurn = z.infer<typeof keptTurnSchema>;

/**
 * What a turn says to the environment: its text, or nothing where the model itself failed (no answer, a refusal, no
 * end). Such a turn is lost, and the episode goes on.
 */
export function saidIn({
  text,
  reasoning,
  finishReason,
}: Pick<KeptTurn, "text" | "reasoning" | "finishReason">): string {
  const answer: Answer = {
    text,
    reasoning,
    finishReason,
    usage: null,
    responseId: null,
    servedModel: null,
    latencyMs: 0,
    firstTokenMs: null,
    attempts: 1,
  };
  return outcomeOf(answer).outcome === "answered" ? text : "";
}
