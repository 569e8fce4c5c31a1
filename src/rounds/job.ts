import { z } from "zod";
import { blockNumberSchema, envNameSchema, minerSchema, taggedHash } from "../core/index.ts";
import { rolloutRecordSchema, type RolloutRecord } from "../record/rollout-record.ts";
import { transcriptSchema } from "../record/transcript.ts";
import { requestRulesSchema } from "../replay/rules.ts";

/** `round-index-uid-hash`: sorts by round, then question; its uid part is the lane. */
export const jobIdSchema = z.string().regex(/^\d{10}-\d{4}-\d{5}-[0-9a-f]{16}$/);

export const jobSchema = z.strictObject({
  v: z.literal(1),
  id: jobIdSchema,
  netuid: z.int().min(0).max(65_535),
  round: z.int().nonnegative(),
  /** Block of the beacon. */
  block: blockNumberSchema,
  index: z.int().nonnegative(),
  env: envNameSchema,
  /** Challenge id: all that is needed to rebuild the question. */
  challenge: z.string().max(4096),
  miner: minerSchema,
  request: requestRulesSchema,
  rules: z.string().regex(/^[0-9a-f]{16}$/),
  /** Validator's clock: a job not answered by then is recorded as `infra_failure`. */
  expiresAtMs: z.int().nonnegative(),
  /** Validator's clock: when it came into the queue. */
  plannedAtMs: z.int().nonnegative().exactOptional(),
  /** Milliseconds that a model may take: with much less left, an answer that does not come is the validator's failure. */
  answerMs: z.int().nonnegative().exactOptional(),
});
/** One question to one miner, complete in itself, so that any runner can do it. */
export type Job = z.infer<typeof jobSchema>;

export const jobResultSchema = z
  .strictObject({
    v: z.literal(1),
    id: jobIdSchema,
    record: rolloutRecordSchema,
    transcript: transcriptSchema.nullable(),
  })
  .refine(({ id, record }) => id === jobId(record), { error: "the record is not of this job" });
/** What a runner hands back. */
export type JobResult = z.infer<typeof jobResultSchema>;

/** The id of a (challenge, hotkey): the same question to the same key is the same job, whoever plans it. */
export function jobId(of: Pick<RolloutRecord, "round" | "index" | "uid" | "challenge" | "hotkey">): string {
  const digits = (value: number, width: number): string => String(value).padStart(width, "0");
  const hash = Buffer.from(taggedHash("affine/job/v1", of.challenge, of.hotkey))
    .toString("hex")
    .slice(0, 16);
  return `${digits(of.round, 10)}-${digits(of.index, 4)}-${digits(of.uid, 5)}-${hash}`;
}

/** Jobs of one miner share a lane, so that a slow miner cannot take all places of a runner. */
export function laneOf(id: string): string {
  return id.slice(16, 21);
}
