import { z } from "zod";
import { thousandthsSchema } from "./schema.ts";

export const evaluationSchema = z.object({
  /** Score as a fraction, 0..1; always `thousandths` / 1000. For people and trainers; nothing signed holds it. */
  score: z.number().min(0).max(1),
  /** Score in integer thousandths, 0..1000: what is recorded and decides. */
  thousandths: thousandthsSchema,
  /** Why: `correct`, or the code of what was wrong. Every zero has one. */
  reason: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  /** The answer that was taken out of the model's text; `null` when none was found. */
  extracted: z.string().nullable(),
  /** Integer figures about the answer. */
  metrics: z.record(z.string(), z.int()),
});
/** The verdict on one answer. */
export type Evaluation = z.infer<typeof evaluationSchema>;

/** An evaluation from its integer score. */
export function evaluationOf(verdict: Omit<Evaluation, "score">): Evaluation {
  return { score: verdict.thousandths / 1000, ...verdict };
}
