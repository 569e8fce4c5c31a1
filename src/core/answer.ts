import { z } from "zod";

export const usageSchema = z.object({
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
});
/** Tokens as the server counted them. */
export type Usage = z.infer<typeof usageSchema>;

export const answerSchema = z.object({
  /** The completion's text. */
  text: z.string(),
  /** Reasoning text where the server sends it apart; empty otherwise. */
  reasoning: z.string(),
  /** `stop`, `length`, … as the server said; `null` when it said nothing. */
  finishReason: z.string().nullable(),
  usage: usageSchema.nullable(),
  /** The server's id of the response. */
  responseId: z.string().nullable(),
  /** The model's name as the server echoed it. */
  servedModel: z.string().nullable(),
  latencyMs: z.number().nonnegative(),
  firstTokenMs: z.number().nonnegative().nullable(),
  /** Requests sent, retries included. */
  attempts: z.int().positive(),
});
/** What a model said, and how the saying went. */
export type Answer = z.infer<typeof answerSchema>;

/**
 * How an attempt to get a scored answer ended.
 * - `scored`: the answer was evaluated.
 * - `model_failure`: the model answered badly, refused, or ran into its own limit: score 0.
 * - `infra_failure`: our fault or the host's: retried, and never a 0 for lack of our own resources.
 * - `invalid`: the environment or the harness is at fault: the question is void and an alarm rises.
 */
export const outcomeSchema = z.enum(["scored", "model_failure", "infra_failure", "invalid"]);
export type Outcome = z.infer<typeof outcomeSchema>;
