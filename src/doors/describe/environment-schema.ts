import { z } from "zod";

const countSchema = z.int().nonnegative();

/** A baseline's measured rate on a level. */
const baselineSchema = z.object({
  name: z.string(),
  kind: z.enum(["blind", "shallow", "strong", "oracle"]).meta({
    description: "what it may know: blind reads nothing, shallow computes little, strong really tries, oracle knows",
  }),
  asked: countSchema,
  passed: countSchema,
});
export type MeasuredBaseline = z.infer<typeof baselineSchema>;

/** An environment as `GET /v1/envs` tells it. */
const environmentSchema = z.object({
  name: z.string(),
  version: z.string(),
  aliases: z.array(z.string()),
  title: z.string(),
  description: z.string(),
  answer_format: z.string(),
  default_level: z.int(),
  levels: z.array(
    z.object({
      level: z.int(),
      scored: z.boolean().meta({ description: "it may decide emission" }),
      difficulty: z.unknown().meta({ description: "figures of the card; null where there is none" }),
      baselines: z.array(baselineSchema).nullable(),
    }),
  ),
  turns: z.int().positive().meta({ description: "turns of the model in one episode, at most" }),
  splits: z.array(z.object({ name: z.string(), type: z.enum(["train", "test"]), num_tasks: countSchema })),
  card_samples: z.int().nullable().meta({ description: "questions that the card was measured with" }),
});
export type SentEnvironment = z.infer<typeof environmentSchema>;
export const environmentsResponseSchema = z.object({ envs: z.array(environmentSchema) });
