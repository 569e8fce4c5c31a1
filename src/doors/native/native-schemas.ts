import { z } from "zod";
import { messageSchema, paramsSchema, seedSchema } from "../../core/index.ts";

const seedTextSchema = z.union([seedSchema, z.int().nonnegative().transform(String)]).meta({
  description: "1 to 128 letters, digits, _ or -, or a whole number; not 64 hexadecimal digits, which contests draw",
});
const rangeSchema = z
  .union([
    z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
    z
      .strictObject({ start: z.int().nonnegative().default(0), stop: z.int().nonnegative() })
      .transform(({ start, stop }): [number, number] => [start, stop]),
  ])
  .meta({ description: "[start, stop): numbers of questions of the split" });

/** Body of `POST /v1/challenges`: an environment, and exactly one of seeds, a range of a split, or a count. */
export const challengesRequestSchema = z
  .strictObject({
    env: z.string().max(64).meta({ description: "SAT, ABD, INDUCE, HUNT, …; SAT@3 is SAT at level 3" }),
    params: paramsSchema.optional().meta({ description: "{level: n}, or what the environment takes besides" }),
    level: z.int().optional(),
    seeds: z.array(seedTextSchema).min(1).optional(),
    split: z.string().max(64).optional(),
    range: rangeSchema.optional(),
    count: z.int().min(1).optional().meta({ description: "so many questions nobody has seen" }),
  })
  .refine(
    ({ seeds, split, range, count }) =>
      (split === undefined) === (range === undefined) &&
      [seeds, split, count].filter((given) => given !== undefined).length === 1,
    { message: "give exactly one of: seeds; split and range; count" },
  );

/** A question as it is sent: everything but its secret. */
export const sentChallengeSchema = z.object({
  id: z.string(),
  challenge_id: z.string().meta({ description: "the same as id" }),
  env: z.string(),
  version: z.string(),
  params: paramsSchema,
  seed: z.string(),
  prompt: z.string(),
  messages: z.array(messageSchema),
});
export const challengesResponseSchema = z.object({ challenges: z.array(sentChallengeSchema) });

/** One answer. The completion may be anything: what is no text scores 0, as everywhere. */
export const evaluationItemSchema = z.strictObject({
  challenge_id: z.string(),
  completion: z.unknown().meta({ description: "the model's text, as it was generated" }),
});

/** Body of `POST /v1/evaluations`. An item of another form gets an error of its own; the others are judged. */
export const evaluationsRequestSchema = z.strictObject({
  items: z.array(z.unknown()).meta({ description: "at most 1,024 of {challenge_id, completion}" }),
});

export const resultSchema = z.object({
  score: z.number().min(0).max(1).nullable().meta({ description: "0 to 1; null where nothing could be judged" }),
  ok: z.boolean().meta({ description: "the answer is wholly right" }),
  extracted: z.string().nullable().meta({ description: "the answer that was found in the text" }),
  reason: z.string().nullable().meta({ description: "correct, or the code of what was wrong" }),
  metrics: z.record(z.string(), z.int()),
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).nullable(),
});
/** A verdict as it is sent. Either `error` is null and there is a score, or there is an error and none. */
export type SentResult = z.infer<typeof resultSchema>;
export const evaluationsResponseSchema = z.object({ results: z.array(resultSchema) });

/** Body of `POST /v1/episodes`: every request stands alone, so it has all turns so far. */
export const episodesRequestSchema = z.strictObject({
  challenge_id: z.string(),
  turns: z.array(z.string()).max(32).meta({ description: "what the model said so far, turn by turn; none at first" }),
});

/** An episode as it stands after these turns. */
export const episodeSchema = z.object({
  challenge_id: z.string(),
  turn: z.int().nonnegative().meta({ description: "turns said" }),
  messages: z
    .array(messageSchema)
    .meta({ description: "the conversation, reasoning left out: what the model is shown next" }),
  observation: z
    .string()
    .nullable()
    .meta({ description: "what was said to the last turn; null at first and at the end" }),
  done: z.boolean(),
  truncated: z.boolean().meta({ description: "a limit of turns or characters ended it" }),
  result: resultSchema.nullable().meta({ description: "the verdict; null while it goes on" }),
});
export type SentEpisode = z.infer<typeof episodeSchema>;
