import { z } from "zod";
import {
  addressSchema,
  blockNumberSchema,
  outcomeSchema,
  sha256HexSchema,
  thousandthsSchema,
  uidSchema,
} from "../core/index.ts";

/** One line of a shard: what one miner scored on one question. Integers and strings only; decides, so it is signed. */
export const rolloutRecordSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("rollout"),
  netuid: z.int().min(0).max(65_535),
  round: z.int().nonnegative(),
  /** Block whose hash drew the question: the beacon. */
  block: blockNumberSchema,
  /** Which question of the round, from 0. */
  index: z.int().nonnegative(),
  env: z.string().max(32),
  /** Challenge id: env, version, params and seed. */
  challenge: z.string().max(4096),
  uid: uidSchema,
  hotkey: addressSchema,
  model: z.string().min(1).max(256),
  revision: z.string().min(1).max(128),
  /** Block of the miner's commitment. */
  commitBlock: blockNumberSchema,
  outcome: outcomeSchema,
  /** Thousandths, 0..1000; 0 unless `scored`. */
  score: thousandthsSchema,
  reason: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  /** SHA-256 of the transcript; `null` when nothing was said. */
  transcript: sha256HexSchema.nullable(),
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  latencyMs: z.int().nonnegative(),
  /** Validator's clock, milliseconds since 1970; informational, decides nothing. */
  atMs: z.int().nonnegative(),
  /** First 16 hexadecimal characters of the SHA-256 of the network's parameters. */
  rules: z.string().regex(/^[0-9a-f]{16}$/),
});
export type RolloutRecord = z.infer<typeof rolloutRecordSchema>;
