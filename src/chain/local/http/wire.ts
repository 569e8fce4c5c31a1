import { z } from "zod";
import { blockHashSchema, blockNumberSchema, uidSchema } from "../../../core/index.ts";
import type { Hex } from "../../chain.ts";
import type { NodeStatus, Views } from "../node/chain-node.ts";
import type { Receipt } from "../block/execute.ts";

/** The header of every answer that names the chain. */
export const GENESIS_HEADER = "affine-chain-genesis";

const count = z.int().nonnegative();
export const hexSchema = blockHashSchema.transform((hash) => hash as Hex);
export const blockRefSchema = z.object({ number: blockNumberSchema, hash: hexSchema });
const textSchema = z.object({ block: blockNumberSchema, text: z.string() });

export const statusSchema: z.ZodType<NodeStatus> = z.object({
  genesis: hexSchema,
  head: blockRefSchema,
  headAgeMs: z.number().nonnegative(),
  beaconKey: z
    .string()
    .regex(/^0x[0-9a-f]{192}$/)
    .transform((key) => key as Hex),
});
export const roundSchema = z.object({
  round: count,
  signature: z
    .string()
    .regex(/^0x[0-9a-f]{96}$/)
    .transform((signature) => signature as Hex),
});
export const nonceSchema = z.object({ nonce: count });
export const timestampSchema = z.object({ timestampMs: count });
export const submittedSchema = z.object({ hash: hexSchema });

const neuronSchema = z.object({
  uid: uidSchema,
  hotkey: z.string(),
  coldkey: z.string(),
  stakeRao: z.string().regex(/^\d+$/),
  validatorPermit: z.boolean(),
  lastUpdate: count,
  incentive: count,
  registeredAt: count,
});

export const viewSchemas: { readonly [Name in keyof Views]: z.ZodType<Views[Name]> } = {
  metagraph: z.object({ netuid: count, block: blockRefSchema, neurons: z.array(neuronSchema) }),
  hyperparameters: z.object({
    tempo: count,
    weightsRateLimit: count,
    commitReveal: z.object({ enabled: z.boolean(), version: count, periodEpochs: count }),
    versionKey: count,
    minAllowedWeights: count,
    maxWeightLimit: count,
    stakeThresholdRao: z.string().regex(/^\d+$/),
    immunityBlocks: count,
  }),
  reveals: z.array(z.tuple([z.string(), z.array(textSchema)])),
  commitments: z.array(z.tuple([z.string(), textSchema])),
  weights: z.array(z.tuple([uidSchema, z.array(z.tuple([uidSchema, z.int().min(1).max(65_535)]))])),
  epoch: z.object({ index: count, startBlock: count, nextBlock: count }),
};

const outcomeSchema = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    event: z.object({ name: z.string(), netuid: count, uid: uidSchema.exactOptional() }),
  }),
  z.object({
    ok: z.literal(false),
    error: z.object({ name: z.string(), message: z.string(), untilBlock: blockNumberSchema.exactOptional() }),
  }),
]);

/** `null` when no block had the call within the time of the request: ask again. */
export const receiptSchema: z.ZodType<{ receipt: Receipt | null }> = z.object({
  receipt: z.object({ block: blockRefSchema, outcome: outcomeSchema }).nullable(),
});

export const errorSchema = z.object({
  error: z.object({
    code: z.enum([
      "chain_transport",
      "chain_rate_limited",
      "chain_rejected",
      "chain_stale",
      "chain_decode",
      "not_found",
      "invalid_input",
      "credentials_invalid",
    ]),
    message: z.string(),
    hint: z.string().nullable(),
    details: z.object({ name: z.string().exactOptional(), untilBlock: blockNumberSchema.exactOptional() }),
  }),
});
export type WireError = z.infer<typeof errorSchema>;
