import { z } from "zod";
import { AffineError, addressSchema, faultsOf } from "../../../core/index.ts";
import { isAddress } from "../../../wallet/index.ts";
import { COMMIT_REVEAL_VERSION } from "../../conditions/index.ts";
import type { ChainState, LocalHyperparameters, SubnetState } from "./chain-state.ts";
import { withPermits } from "./permits.ts";

/** Blocks an epoch may have at most (`MAX_TEMPO` of the subtensor pallet). */
export const MAX_TEMPO = 50_400;

/** Rao (10^-9 TAO) as decimal text. */
export const raoSchema = z.string().regex(/^\d{1,20}$/, "rao as decimal digits");

/** An ss58 address of format 42 whose checksum is right. */
export const hotkeySchema = addressSchema.refine(isAddress, "an ss58 address of format 42 with a right checksum");

const fields = {
  /** Blocks an epoch. */
  tempo: z.int().min(1).max(MAX_TEMPO),
  weightsRateLimit: z.int().min(0).max(1_000_000),
  versionKey: z.int().nonnegative(),
  minAllowedWeights: z.int().min(0).max(65_535),
  maxWeightLimit: z.int().min(1).max(65_535),
  immunityBlocks: z.int().min(0).max(65_535),
  maxValidators: z.int().min(1).max(65_535),
  maxUids: z.int().min(1).max(4096),
  stakeThresholdRao: raoSchema,
};
const commitRevealFields = {
  enabled: z.boolean(),
  version: z.int().min(0).max(65_535),
  periodEpochs: z.int().min(1).max(100),
};

export const hyperparametersSchema = z.strictObject({
  tempo: fields.tempo.default(360),
  weightsRateLimit: fields.weightsRateLimit.default(100),
  versionKey: fields.versionKey.default(0),
  minAllowedWeights: fields.minAllowedWeights.default(1),
  maxWeightLimit: fields.maxWeightLimit.default(65_535),
  immunityBlocks: fields.immunityBlocks.default(0),
  maxValidators: fields.maxValidators.default(64),
  maxUids: fields.maxUids.default(256),
  stakeThresholdRao: fields.stakeThresholdRao.default("0"),
  commitReveal: z
    .strictObject({
      enabled: commitRevealFields.enabled.default(false),
      version: commitRevealFields.version.default(COMMIT_REVEAL_VERSION),
      periodEpochs: commitRevealFields.periodEpochs.default(1),
    })
    .prefault({}),
});

/** Some hyperparameters; those left out stay as they are. */
export const hyperparametersChangeSchema = z.strictObject({
  tempo: fields.tempo.exactOptional(),
  weightsRateLimit: fields.weightsRateLimit.exactOptional(),
  versionKey: fields.versionKey.exactOptional(),
  minAllowedWeights: fields.minAllowedWeights.exactOptional(),
  maxWeightLimit: fields.maxWeightLimit.exactOptional(),
  immunityBlocks: fields.immunityBlocks.exactOptional(),
  maxValidators: fields.maxValidators.exactOptional(),
  maxUids: fields.maxUids.exactOptional(),
  stakeThresholdRao: fields.stakeThresholdRao.exactOptional(),
  commitReveal: z
    .strictObject({
      enabled: commitRevealFields.enabled.exactOptional(),
      version: commitRevealFields.version.exactOptional(),
      periodEpochs: commitRevealFields.periodEpochs.exactOptional(),
    })
    .exactOptional(),
});
export type HyperparametersChange = z.infer<typeof hyperparametersChangeSchema>;

export const genesisSchema = z.strictObject({
  netuid: z.int().min(1).max(4095).default(120),
  hyperparameters: hyperparametersSchema.prefault({}),
  /** Who is registered from the start, by uid. */
  neurons: z
    .array(z.strictObject({ hotkey: hotkeySchema, coldkey: hotkeySchema, stakeRao: raoSchema.default("0") }))
    .max(4096)
    .default([]),
});
/** What a new chain starts from. */
export type Genesis = z.infer<typeof genesisSchema>;
export type GenesisInput = z.input<typeof genesisSchema>;

/** What a chain keeps of its start: also the public key of its beacon, 96 bytes in hexadecimal. */
export const storedGenesisSchema = genesisSchema.extend({ beaconKey: z.string().regex(/^[0-9a-f]{192}$/) });
export type StoredGenesis = z.infer<typeof storedGenesisSchema>;

/** @throws AffineError `config_invalid` that lists every fault. */
export function parseGenesis(input: unknown): Genesis {
  const parsed = genesisSchema.safeParse(input);
  if (!parsed.success) {
    throw new AffineError("config_invalid", `The embedded chain's genesis is wrong: ${faultsOf(parsed.error, input)}`);
  }
  const hotkeys = parsed.data.neurons.map((neuron) => neuron.hotkey);
  if (new Set(hotkeys).size !== hotkeys.length || hotkeys.length > parsed.data.hyperparameters.maxUids) {
    throw new AffineError("config_invalid", "The embedded chain's genesis names a hotkey twice, or too many.");
  }
  return parsed.data;
}

/** The state after block 0. */
export function genesisState(genesis: Genesis, timestampMs: number): ChainState {
  const subnet: SubnetState = {
    hyperparameters: localHyperparameters(genesis.hyperparameters),
    neurons: genesis.neurons.map(({ hotkey, coldkey, stakeRao }) => ({
      hotkey,
      coldkey,
      stakeRao: BigInt(stakeRao),
      validatorPermit: false,
      lastUpdate: 0,
      incentive: 0,
      registeredAt: 0,
    })),
    uids: new Map(genesis.neurons.map(({ hotkey }, uid) => [hotkey, uid])),
    weights: new Map(),
    commits: [],
    commitments: new Map(),
    sealed: new Map(),
    revealed: new Map(),
    usedSpace: new Map(),
    epoch: { index: 0, lastBlock: 0, blocksSinceLastStep: 0 },
  };
  return { number: 0, timestampMs, nonces: new Map(), subnets: new Map([[genesis.netuid, withPermits(subnet)]]) };
}

export function localHyperparameters(values: Genesis["hyperparameters"]): LocalHyperparameters {
  return { ...values, stakeThresholdRao: BigInt(values.stakeThresholdRao) };
}

/** Hyperparameters with some of them changed. */
export function changedHyperparameters(
  before: LocalHyperparameters,
  { commitReveal, stakeThresholdRao, ...change }: HyperparametersChange,
): LocalHyperparameters {
  return {
    ...before,
    ...change,
    ...(stakeThresholdRao === undefined ? {} : { stakeThresholdRao: BigInt(stakeThresholdRao) }),
    commitReveal: { ...before.commitReveal, ...commitReveal },
  };
}
