import { z } from "zod";
import { envNameSchema, outcomeSchema, thousandthsSchema } from "../../core/index.ts";
import { cutOffSchema } from "./cut-off.ts";

export const evalAnswerSchema = z.strictObject({
  kind: z.literal("answer"),
  env: envNameSchema,
  index: z.int().nonnegative(),
  challenge: z.string().max(4096),
  outcome: outcomeSchema,
  /** Thousandths; `null` where nothing was judged, which is not a 0. */
  score: thousandthsSchema.nullable(),
  /** Why the score is what it is, or why there is none. */
  reason: z.string().max(64),
  /** `null` where the host did not count. */
  promptTokens: z.int().nonnegative().nullable(),
  completionTokens: z.int().nonnegative().nullable(),
  latencyMs: z.int().nonnegative(),
  /** Of an answer that ended at a limit of tokens: at whose. */
  cutOff: cutOffSchema.exactOptional(),
});
/** What came of one question. */
export type EvalAnswer = z.infer<typeof evalAnswerSchema>;

/** Whether an answer says something about the model: the host's and the scorer's own failures do not. */
export function counts(answer: EvalAnswer): answer is EvalAnswer & { readonly score: number } {
  return answer.score !== null;
}
