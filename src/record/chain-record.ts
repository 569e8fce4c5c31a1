import { z } from "zod";
import { addressSchema, blockHashSchema, blockNumberSchema, sha256HexSchema } from "../core/index.ts";

/** Most validators that a snapshot lists: the largest by stake. Keeps the record within a line. */
export const MAX_SNAPSHOT_VALIDATORS = 100;
/** Most beacons that a snapshot repeats. */
export const MAX_SNAPSHOT_BEACONS = 64;

export const validatorStakeSchema = z.strictObject({
  hotkey: addressSchema,
  /** Rao, decimal text since it may pass 2^53. */
  stakeRao: z.string().regex(/^(0|[1-9][0-9]{0,23})$/, "a decimal number"),
  /** Block of its announcement (docs/records.md): who lets three epochs pass takes no part until it renews it. */
  announcedBlock: blockNumberSchema.exactOptional(),
});

/**
 * What a validator read from the chain at one grid block, signed with its shard, since nodes forget: later readers take
 * stake, permits and commitments from here. Honest validators write the same, byte for byte.
 */
export const chainRecordSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("chain"),
  netuid: z.int().min(0).max(65_535),
  /** The grid block; everything below is as of it. */
  block: blockNumberSchema,
  hash: blockHashSchema,
  /** Those who take part, in ascending order of hotkeys. */
  validators: z.array(validatorStakeSchema).max(MAX_SNAPSHOT_VALIDATORS),
  /** Blocks an epoch. Without it and `announcedBlock`, as in records of the first version, nobody is ever silent. */
  epochBlocks: z.int().min(1).max(1_000_000).exactOptional(),
  /** SHA-256 of the roster document: who committed what. */
  roster: sha256HexSchema,
  /** Hashes of the round blocks after the grid block before, up to this one, ascending. */
  beacons: z.array(blockHashSchema).max(MAX_SNAPSHOT_BEACONS),
  rules: z.string().regex(/^[0-9a-f]{16}$/),
});
export type ChainRecord = z.infer<typeof chainRecordSchema>;
