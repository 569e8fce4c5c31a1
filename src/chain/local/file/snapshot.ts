import { z } from "zod";
import { blockHashSchema, blockNumberSchema } from "../../../core/index.ts";
import type { ChainState, SubnetState } from "../state/chain-state.ts";
import { hyperparametersSchema, localHyperparameters, raoSchema } from "../state/genesis.ts";

const entriesOf = <V extends z.ZodType>(value: V) => z.array(z.tuple([z.string(), value]));
const textAtBlock = z.strictObject({ block: blockNumberSchema, text: z.string() });
const count = z.int().nonnegative();

const subnetSchema = z.strictObject({
  hyperparameters: hyperparametersSchema,
  neurons: z.array(
    z.strictObject({
      hotkey: z.string(),
      coldkey: z.string(),
      stakeRao: raoSchema,
      validatorPermit: z.boolean(),
      lastUpdate: count,
      incentive: count,
      registeredAt: count,
    }),
  ),
  weights: z.array(z.tuple([count, z.array(z.tuple([count, count]))])),
  commitments: entriesOf(textAtBlock),
  commits: z.array(
    z.strictObject({ hotkey: z.string(), epoch: count, block: blockNumberSchema, sealed: z.string(), round: count }),
  ),
  sealed: entriesOf(z.strictObject({ sealed: z.string(), round: count })),
  revealed: entriesOf(z.array(textAtBlock)),
  usedSpace: entriesOf(z.strictObject({ epoch: count, bytes: count })),
  epoch: z.strictObject({ index: count, lastBlock: count, blocksSinceLastStep: count }),
});

/** The state after a block, as JSON. */
export const snapshotSchema = z.strictObject({
  number: blockNumberSchema,
  timestampMs: count,
  hash: blockHashSchema,
  nonces: entriesOf(count),
  subnets: z.array(z.tuple([count, subnetSchema])),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export function snapshotOf(state: ChainState, hash: string): Snapshot {
  return {
    number: state.number,
    timestampMs: state.timestampMs,
    hash,
    nonces: [...state.nonces],
    subnets: [...state.subnets].map(([netuid, subnet]) => [netuid, subnetSnapshot(subnet)]),
  };
}

export function stateOf(snapshot: Snapshot): ChainState {
  return {
    number: snapshot.number,
    timestampMs: snapshot.timestampMs,
    nonces: new Map(snapshot.nonces),
    subnets: new Map(snapshot.subnets.map(([netuid, subnet]) => [netuid, subnetStateOf(subnet)])),
  };
}

function subnetSnapshot(subnet: SubnetState): z.infer<typeof subnetSchema> {
  const { hyperparameters, neurons } = subnet;
  return {
    hyperparameters: { ...hyperparameters, stakeThresholdRao: String(hyperparameters.stakeThresholdRao) },
    neurons: neurons.map((neuron) => ({ ...neuron, stakeRao: String(neuron.stakeRao) })),
    weights: [...subnet.weights].map(([uid, vector]) => [uid, vector.map(([dest, share]) => [dest, share])]),
    commitments: [...subnet.commitments],
    commits: [...subnet.commits],
    sealed: [...subnet.sealed],
    revealed: [...subnet.revealed].map(([hotkey, texts]) => [hotkey, [...texts]]),
    usedSpace: [...subnet.usedSpace],
    epoch: subnet.epoch,
  };
}

function subnetStateOf(subnet: z.infer<typeof subnetSchema>): SubnetState {
  return {
    hyperparameters: localHyperparameters(subnet.hyperparameters),
    neurons: subnet.neurons.map((neuron) => ({ ...neuron, stakeRao: BigInt(neuron.stakeRao) })),
    uids: new Map(subnet.neurons.map(({ hotkey }, uid) => [hotkey, uid])),
    weights: new Map(subnet.weights),
    commitments: new Map(subnet.commitments),
    commits: subnet.commits,
    sealed: new Map(subnet.sealed),
    revealed: new Map(subnet.revealed),
    usedSpace: new Map(subnet.usedSpace),
    epoch: subnet.epoch,
  };
}
