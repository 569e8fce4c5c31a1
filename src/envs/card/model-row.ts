import { z } from "zod";

const count = z.int().nonnegative();

/** What a real model does on a level. */
export const modelLevelSchema = z
  .strictObject({
    /** Answers that count; the host's own failures are none. */
    asked: z.int().positive(),
    /** Answers with the full score. */
    passed: count,
    /** 95% interval of Wilson for the pass rate, basis points. */
    lowBp: count,
    highBp: count,
    /** Mean of the completions; `null` where the host told no usage. */
    completionTokens: count.nullable(),
    /** Answers that ran into the limit of tokens that was asked for. */
    truncated: count,
    /** Answers that ran into a limit of tokens, that one or the host's: without usage it cannot be known. */
    truncatedByEither: count.min(1).exactOptional(),
    /** Questions without a score, by reason; `cut_off_by_host` are those that the host cut off before the limit. */
    unscored: z.record(z.string().min(1).max(64), count.min(1)).exactOptional(),
  })
  .refine(({ asked, passed, truncated }) => passed <= asked && truncated <= asked, "more answers than were asked for")
  .refine(({ lowBp, highBp }) => lowBp <= highBp && highBp <= 10_000, "lowBp, highBp: no interval within 0 and 10000");
export type ModelLevel = z.infer<typeof modelLevelSchema>;

/** A real model's row of a card. */
export const modelRowSchema = z.strictObject({
  model: z
    .string()
    .min(1)
    .max(512)
    // It is printed: what moves a cursor or hides is no part of a name.
    .regex(/^\P{C}*$/u, "a name without control characters"),
  environment: z.string(),
  version: z.string(),
  seed: z.string(),
  maxTokens: count,
  temperatureThousandths: count,
  levels: z
    .record(z.string().regex(/^[1-9]\d{0,5}$/, "a level"), modelLevelSchema)
    .refine((levels) => Object.keys(levels).length > 0, "no levels"),
});
export type ModelRow = z.infer<typeof modelRowSchema>;
