import { z } from "zod";
import { addressSchema, blockHashSchema, blockNumberSchema, thousandthsSchema, uidSchema } from "../core/index.ts";
import { contestSchema } from "../arena/index.ts";

const basisPointsSchema = z.int().min(0).max(10_000);
const millisecondsSchema = z.int().nonnegative();

/** What a miner scored in one environment. */
export const environmentScoreSchema = z.object({
  /** Questions that the rate is over: under affine-v1 those answered, under affine-v2 all that were asked. */
  n: z.int().nonnegative(),
  asked: z.int().nonnegative(),
  answered: z.int().nonnegative(),
  /** Mean score in thousandths. */
  score: thousandthsSchema,
  /** 95% interval of the mean, in basis points. */
  lowBp: basisPointsSchema,
  highBp: basisPointsSchema,
});

export const leaderboardRowSchema = z.object({
  uid: uidSchema,
  hotkey: addressSchema,
  model: z.string(),
  revision: z.string(),
  /** Block of the commitment. */
  block: blockNumberSchema,
  /** Enough answers to be compared. */
  eligible: z.boolean(),
  /** How many others it dominates. */
  dominates: z.int().nonnegative(),
  champion: z.boolean(),
  /** Share of the last weights, in basis points. */
  weightBp: basisPointsSchema,
  environments: z.record(z.string(), environmentScoreSchema),
});

/** Body of `GET /api/status`: everything the page shows. */
export const statusSchema = z.object({
  /** The server's clock when it answered, milliseconds since 1970. */
  servedAtMs: millisecondsSchema,
  version: z.string(),
  validator: z.object({
    hotkey: addressSchema,
    uid: uidSchema.nullable(),
    running: z.boolean(),
    startedAtMs: millisecondsSchema,
    /** When the loop last looked at the chain. */
    updatedAtMs: millisecondsSchema,
  }),
  chain: z.object({
    endpoint: z.string(),
    netuid: z.int(),
    block: blockNumberSchema,
    headAgeMs: millisecondsSchema,
    tempo: z.int().nonnegative(),
    nextEpochBlock: blockNumberSchema,
  }),
  mechanism: z.string(),
  environments: z.array(z.object({ name: z.string(), version: z.string(), level: z.int() })),
  champion: z.object({ uid: uidSchema, hotkey: addressSchema, model: z.string() }).nullable(),
  /** Champion and challengers; null under affine-v1 and after a start until the contest is read up to now. */
  contest: contestSchema.nullable(),
  /** How far the contest is read, while it is read up to now: after a start, or when late records change it. */
  replaying: z.object({ block: blockNumberSchema, headBlock: blockNumberSchema }).nullable(),
  leaderboard: z.array(leaderboardRowSchema),
  /** After a start: scores from before it are still being read, and no answers do not mean that there were none. */
  readingScores: z.boolean().default(false),
  leftOut: z.array(
    z.object({
      uid: uidSchema,
      hotkey: addressSchema,
      reason: z.string(),
      detail: z.string(),
      /** When the host was last asked. */
      lookedAtMs: millisecondsSchema.exactOptional(),
    }),
  ),
  /** What is known of the models' hosts: known, not told yet, and when the oldest was looked up. */
  hosts: z.object({
    known: z.int().nonnegative(),
    waiting: z.int().nonnegative(),
    oldestAtMs: millisecondsSchema.nullable(),
  }),
  weights: z.object({
    /** uid to share, 1..65535; empty before the first. */
    vector: z.record(z.string(), z.int().min(1).max(65_535)),
    /** Block that took them; null before the first. */
    block: blockNumberSchema.nullable(),
    confirmed: z.boolean(),
    ageBlocks: z.int().nonnegative().nullable(),
  }),
  records: z.object({
    rollouts: z.int().nonnegative(),
    shards: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    pending: z.int().nonnegative(),
  }),
  queue: z.object({ waiting: z.int().nonnegative(), running: z.int().nonnegative() }),
  recentBlocks: z.array(z.object({ number: blockNumberSchema, hash: blockHashSchema, round: z.boolean() })),
  alarms: z.array(z.object({ atMs: millisecondsSchema, code: z.string(), message: z.string() })),
});
export type Status = z.infer<typeof statusSchema>;
export type LeaderboardRow = z.infer<typeof leaderboardRowSchema>;
export type EnvironmentScore = z.infer<typeof environmentScoreSchema>;
