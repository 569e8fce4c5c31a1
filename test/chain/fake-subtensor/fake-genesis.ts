import type { BeaconKey } from "../../../src/chain/timelock/index.ts";
import type { ChainMetadata } from "../metadata/index.ts";
import { FakeStorage } from "./fake-storage.ts";

const S = "SubtensorModule";

export interface SubnetSettings {
  readonly tempo: number;
  readonly weightsRateLimit: number;
  readonly versionKey: number;
  readonly commitReveal: boolean;
}

/** State of block 0: one subnet without neurons. */
export function genesisStorage(
  metadata: ChainMetadata,
  netuid: number,
  settings: SubnetSettings,
  beacon: { key: BeaconKey; genesisMs: number; periodMs: number },
  timestampMs: number,
): FakeStorage {
  const storage = new FakeStorage(metadata);
  storage.set("Timestamp", "Now", [], BigInt(timestampMs));
  storage.set("Drand", "BeaconConfig", [], {
    public_key: beacon.key.publicKey,
    period: beacon.periodMs / 1000,
    genesis_time: beacon.genesisMs / 1000,
    hash: new Uint8Array(32),
    group_hash: new Uint8Array(32),
    scheme_id: new Uint8Array(),
    metadata: new Uint8Array(),
  });
  storage.set(S, "NetworksAdded", [netuid], true);
  storage.set(S, "SubnetworkN", [netuid], 0);
  storage.set(S, "Tempo", [netuid], settings.tempo);
  storage.set(S, "WeightsSetRateLimit", [netuid], BigInt(settings.weightsRateLimit));
  storage.set(S, "WeightsVersionKey", [netuid], BigInt(settings.versionKey));
  storage.set(S, "MinAllowedWeights", [netuid], 1);
  storage.set(S, "MaxWeightsLimit", [netuid], 65_535);
  storage.set(S, "CommitRevealWeightsEnabled", [netuid], settings.commitReveal);
  return storage;
}

/** Registers a hotkey as `append_neuron` does: LastUpdate begins with the block. Permits follow at once here. */
export function register(
  storage: FakeStorage,
  block: number,
  { netuid, hotkey, stakeRao }: { netuid: number; hotkey: string; stakeRao: string },
): number {
  const uid = storage.get<number>(S, "SubnetworkN", netuid);
  const append = (item: string, value: unknown): void =>
    storage.set(S, item, [netuid], [...storage.get<unknown[]>(S, item, netuid), value]);
  storage.set(S, "SubnetworkN", [netuid], uid + 1);
  storage.set(S, "Keys", [netuid, uid], hotkey);
  storage.set(S, "Uids", [netuid, hotkey], uid);
  storage.set(S, "BlockAtRegistration", [netuid, uid], BigInt(block));
  storage.set(S, "TotalHotkeyAlpha", [hotkey, netuid], BigInt(stakeRao));
  append("LastUpdate", BigInt(block));
  append("Incentive", 0);
  append("ValidatorPermit", BigInt(stakeRao) > 0n);
  return uid;
}
