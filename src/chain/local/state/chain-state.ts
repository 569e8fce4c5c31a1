import type { Hyperparameters, RevealedCommitment } from "../../chain.ts";

/*
 * The whole state after a block, never changed in place: a block makes a new value that shares all it did not touch
 * with the one before, which is what makes reads of past blocks cheap.
 */

export interface NeuronState {
  readonly hotkey: string;
  readonly coldkey: string;
  readonly stakeRao: bigint;
  readonly validatorPermit: boolean;
  readonly lastUpdate: number;
  readonly incentive: number;
  readonly registeredAt: number;
}

/** Bytes that open with a round of the chain's beacon. Round n comes out with block n. */
export interface Sealed {
  /** Lower-case hexadecimal, see src/chain/timelock. */
  readonly sealed: string;
  readonly round: number;
}

/** Weights that were committed and not revealed yet. */
export interface WeightsCommit extends Sealed {
  readonly hotkey: string;
  /** Epoch that the commit was made in; it is revealed `periodEpochs` later. */
  readonly epoch: number;
  readonly block: number;
}

/** Bytes of commitments that a hotkey used up in an epoch. */
export interface UsedSpace {
  readonly epoch: number;
  readonly bytes: number;
}

/** The stateful scheduler, as `should_run_epoch` of the subtensor pallet sees it. */
export interface EpochState {
  readonly index: number;
  /** Block of the last epoch, or of the last change of the tempo. */
  readonly lastBlock: number;
  readonly blocksSinceLastStep: number;
}

/** Hyperparameters that only the embedded chain's own rules read. */
export interface LocalHyperparameters extends Omit<Hyperparameters, "stakeThresholdRao"> {
  /** How many of the highest stakes hold a validator permit. */
  readonly maxValidators: number;
  readonly maxUids: number;
  /** Stake below which nobody may set weights, in rao. */
  readonly stakeThresholdRao: bigint;
}

export interface SubnetState {
  readonly hyperparameters: LocalHyperparameters;
  /** By uid. */
  readonly neurons: readonly NeuronState[];
  readonly uids: ReadonlyMap<string, number>;
  /** Validator uid to (uid, share) pairs as they were set. */
  readonly weights: ReadonlyMap<number, readonly (readonly [uid: number, share: number])[]>;
  /** Oldest first. */
  readonly commits: readonly WeightsCommit[];
  readonly commitments: ReadonlyMap<string, RevealedCommitment>;
  readonly sealed: ReadonlyMap<string, Sealed>;
  readonly revealed: ReadonlyMap<string, readonly RevealedCommitment[]>;
  readonly usedSpace: ReadonlyMap<string, UsedSpace>;
  readonly epoch: EpochState;
}

export interface ChainState {
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly timestampMs: number;
  /** Next nonce by hotkey; 0 when it never sent anything. */
  readonly nonces: ReadonlyMap<string, number>;
  readonly subnets: ReadonlyMap<number, SubnetState>;
}

/** A copy with one entry set. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

/** A copy without one entry; the same map when it has none. */
export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** A copy with one subnet changed. */
export function withSubnet(state: ChainState, netuid: number, subnet: SubnetState): ChainState {
  return { ...state, subnets: withEntry(state.subnets, netuid, subnet) };
}

/** A copy with one neuron changed. */
export function withNeuron(subnet: SubnetState, uid: number, change: Partial<NeuronState>): SubnetState {
  return { ...subnet, neurons: subnet.neurons.map((neuron, at) => (at === uid ? { ...neuron, ...change } : neuron)) };
}
