import { z } from "zod";
import { paramsSchema } from "../../core/index.ts";

/** The longest episode id, as the protocol has it. */
const MOST_ID = 255;

/** Arguments of reset. Another one is refused by its name: who asks for a question in vain must not be given some other. */
export const resetSchema = z.strictObject({
  seed: z.int().min(0).max(0xffff_ffff).nullish().meta({ description: "the same number, the same question" }),
  episode_id: z.string().max(MOST_ID).nullish(),
  split: z.string().max(64).nullish(),
  index: z.int().nullish().meta({ description: "number of a task of the split" }),
  level: z.int().nullish(),
  params: paramsSchema.nullish(),
});
export type ResetArguments = z.infer<typeof resetSchema>;

/** The one action. Bridges find its single required field by the schema; its value may be anything, meant as text. */
export const actionSchema = z
  .strictObject({
    answer: z.unknown().meta({ type: "string", description: "the model's whole text" }),
    metadata: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ title: "AffineAction" });

/** Body of `POST /step`: as the protocol has it, and the id of the question, since HTTP keeps no session. */
export const stepRequestSchema = z.strictObject({
  action: z.record(z.string(), z.unknown()),
  challenge_id: z.string(),
  timeout_s: z.number().nullish().meta({ description: "of the protocol; every verdict has its own bounds" }),
  request_id: z.string().max(MOST_ID).nullish(),
});

export const observationSchema = z
  .object({ challenge_id: z.string(), reason: z.string() })
  .meta({ title: "AffineVerdict" });
export const resetObservationSchema = z
  .object({ prompt: z.string(), challenge_id: z.string() })
  .meta({ title: "AffineQuestion" });
export const stateSchema = z
  .object({
    episode_id: z.string().nullable(),
    step_count: z.int().nonnegative(),
    env: z.string(),
    challenge_id: z.string().nullable(),
  })
  .meta({ title: "AffineState" });

/** A frame of the client; what `data` holds depends on the type. */
export const frameSchema = z.strictObject({ type: z.string(), data: z.unknown().optional() });

/** Schemas of the actions and so on as the protocol publishes them. */
export function publishedSchemas(): Record<"action" | "observation" | "reset_observation" | "state", object> {
  return {
    action: {
      title: "AffineAction",
      type: "object",
      properties: { answer: { type: "string", title: "Answer", description: "The model's whole text." } },
      required: ["answer"],
      additionalProperties: false,
    },
    observation: z.toJSONSchema(observationSchema),
    reset_observation: z.toJSONSchema(resetObservationSchema),
    state: z.toJSONSchema(stateSchema),
  };
}
