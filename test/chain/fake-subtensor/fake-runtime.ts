import { decodeSealedWeights, newestRound, open, type BeaconKey } from "../../../src/chain/timelock/index.ts";
import { AffineError } from "../../../src/core/index.ts";
import type { FakeExtrinsic } from "./fake-extrinsic.ts";
import type { FakeStorage } from "./fake-storage.ts";

/*
 * The few rules of the pallets that the adapter meets, in the order of subtensor's source (June 2026). A second reading
 * of it, on purpose: nothing here is shared with the adapter or with the embedded chain. Incentive is not Yuma's: all of
 * it goes to the heaviest weight.
 */

const MAX_TEMPO = 50_400;
const S = "SubtensorModule";

/** A field of a commitment as the library decodes it. */
interface Field {
  type: string;
  value?: unknown;
}
interface Sealed {
  encrypted: Uint8Array;
  reveal_round: bigint;
}
type Registration = { deposit: bigint; block: number; info: Field[] };

export interface RuntimeContext {
  readonly storage: FakeStorage;
  readonly block: number;
  readonly beacon: BeaconKey;
  readonly beaconClock: { genesisMs: number; periodMs: number };
}

/** What happens before a block's transactions: weights are revealed, epochs run, commitments open. */
export function beginBlock(context: RuntimeContext, timestampMs: number): void {
  const { storage, beaconClock } = context;
  const before = Number(storage.get<bigint>("Timestamp", "Now"));
  // Pulses get into a block as transactions: what this block's rules see is what came out by the block before.
  storage.set("Drand", "LastStoredRound", [], BigInt(newestRound(beaconClock, before)));
  storage.set("Timestamp", "Now", [], BigInt(timestampMs));
  for (const { args } of storage.entries<boolean>(S, "NetworksAdded")) {
    const netuid = args[0] as number;
    storage.set(S, "BlocksSinceLastStep", [netuid], storage.get<bigint>(S, "BlocksSinceLastStep", netuid) + 1n);
    const due = epochIsDue(context, netuid);
    revealWeights(context, netuid, storage.get<bigint>(S, "SubnetEpochIndex", netuid) + (due ? 1n : 0n));
    if (due) runEpoch(context, netuid);
  }
  openCommitments(context);
}

function epochIsDue({ storage, block }: RuntimeContext, netuid: number): boolean {
  const number = (item: string): number => Number(storage.get<bigint | number>(S, item, netuid));
  const pending = number("PendingEpochAt");
  if (number("Tempo") === 0) return false;
  if (pending > 0 && block >= pending) return true;
  return number("BlocksSinceLastStep") > MAX_TEMPO || block - number("LastEpochBlock") >= number("Tempo");
}

function runEpoch({ storage, block }: RuntimeContext, netuid: number): void {
  storage.set(S, "BlocksSinceLastStep", [netuid], 0n);
  storage.set(S, "LastEpochBlock", [netuid], BigInt(block));
  storage.set(S, "PendingEpochAt", [netuid], 0n);
  storage.set(S, "SubnetEpochIndex", [netuid], storage.get<bigint>(S, "SubnetEpochIndex", netuid) + 1n);
  const heaviest = storage
    .entries<[number, number][]>(S, "Weights", netuid)
    .flatMap(({ value }) => value)
    .sort(([, a], [, b]) => b - a)[0];
  const neurons = storage.get<number>(S, "SubnetworkN", netuid);
  const incentive = Array.from({ length: neurons }, (_, uid) => (uid === heaviest?.[0] ? 65_535 : 0));
  storage.set(S, "Incentive", [netuid], incentive);
}

/** In every block of the reveal's epoch, until the round is there (`reveal_crv3_commits_for_subnet`). */
function revealWeights(context: RuntimeContext, netuid: number, epoch: bigint): void {
  const { storage, beacon } = context;
  const commitEpoch = epoch - storage.get<bigint>(S, "RevealPeriodEpochs", netuid);
  if (commitEpoch < 0n) return;
  const commits = storage.get<[string, bigint, Uint8Array, bigint][]>(
    S,
    "TimelockedWeightCommits",
    netuid,
    commitEpoch,
  );
  const waiting = commits.filter(([, , , round]) => round > storage.get<bigint>("Drand", "LastStoredRound"));
  if (waiting.length === commits.length) return;
  storage.set(S, "TimelockedWeightCommits", [netuid, commitEpoch], waiting);
  for (const [hotkey, , commit, round] of commits.filter((one) => !waiting.includes(one))) {
    const payload = decodeSealedWeights(open(commit, beacon.signRound(Number(round))));
    if (payload.hotkey !== hotkey) continue;
    const { uids: dests, values: weights, versionKey } = payload;
    storeWeights(context, netuid, hotkey, { dests, weights, version_key: BigInt(versionKey) }, true);
  }
}

function openCommitments({ storage, block, beacon }: RuntimeContext): void {
  for (const { args, value } of storage.entries<Registration>("Commitments", "CommitmentOf")) {
    const kept: Field[] = [];
    const opened: [Uint8Array, bigint][] = [];
    for (const field of value.info) {
      const sealed = field.type === "TimelockEncrypted" ? (field.value as Sealed) : undefined;
      if (sealed === undefined || sealed.reveal_round > storage.get<bigint>("Drand", "LastStoredRound")) {
        kept.push(field);
        continue;
      }
      const bytes = opensTo(sealed, beacon);
      if (bytes !== undefined) opened.push([bytes, BigInt(block)]);
    }
    if (kept.length === value.info.length) continue;
    const known = storage.get<[Uint8Array, bigint][] | undefined>("Commitments", "RevealedCommitments", ...args) ?? [];
    if (opened.length > 0) {
      storage.set("Commitments", "RevealedCommitments", args, [...known, ...opened].slice(-10));
    }
    if (kept.length === 0) storage.delete("Commitments", "CommitmentOf", ...args);
    else storage.set("Commitments", "CommitmentOf", args, { ...value, info: kept });
  }
}

/** A field that does not open vanishes without a word. */
function opensTo({ encrypted, reveal_round }: Sealed, beacon: BeaconKey): Uint8Array | undefined {
  try {
    return open(encrypted, beacon.signRound(Number(reveal_round)));
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return undefined;
    throw thrown;
  }
}

/** Custom code with which the pool refuses a transaction. */
export function poolRefusal(context: RuntimeContext, extrinsic: FakeExtrinsic): number | undefined {
  const { storage } = context;
  const { call, args } = extrinsic;
  if (!/weights/.test(call)) return undefined;
  if (lacksStake(context, args["netuid"] as number, extrinsic.signer)) return 1;
  if (call === "commit_timelocked_weights") {
    return (args["reveal_round"] as bigint) < storage.get<bigint>("Drand", "LastStoredRound") ? 15 : undefined;
  }
  const netuid = args["netuid"] as number;
  const uid = storage.get<number | undefined>(S, "Uids", netuid, extrinsic.signer);
  const plain = !storage.get<boolean>(S, "CommitRevealWeightsEnabled", netuid);
  return plain && uid !== undefined && tooFast(context, netuid, uid) ? 6 : undefined;
}

/** Runs a transaction: the name of the pallet's error, when it did nothing. */
export function dispatch(context: RuntimeContext, extrinsic: FakeExtrinsic): string | undefined {
  const netuid = extrinsic.args["netuid"] as number;
  switch (extrinsic.call) {
    case "set_weights": {
      if (context.storage.get<boolean>(S, "CommitRevealWeightsEnabled", netuid)) return "CommitRevealEnabled";
      const args = extrinsic.args as unknown as WeightArgs;
      return storeWeights(context, netuid, extrinsic.signer, args, false);
    }
    case "commit_timelocked_weights":
      return commitWeights(context, netuid, extrinsic);
    case "set_commitment":
      return setCommitment(context, netuid, extrinsic);
    default:
      throw new Error(`the fake knows no call ${extrinsic.pallet}.${extrinsic.call}`);
  }
}

interface WeightArgs {
  readonly dests: readonly number[];
  readonly weights: readonly number[];
  readonly version_key: bigint;
}

function storeWeights(
  context: RuntimeContext,
  netuid: number,
  hotkey: string,
  { dests, weights, version_key }: WeightArgs,
  revealed: boolean,
): string | undefined {
  const { storage } = context;
  const neurons = storage.get<number>(S, "SubnetworkN", netuid);
  if (dests.length !== weights.length) return "WeightVecNotEqualSize";
  if (dests.length > neurons) return "UidsLengthExceedUidsInSubNet";
  const uid = storage.get<number | undefined>(S, "Uids", netuid, hotkey);
  if (uid === undefined) return "HotKeyNotRegisteredInSubNet";
  if (lacksStake(context, netuid, hotkey)) return "NotEnoughStakeToSetWeights";
  if (version_key < storage.get<bigint>(S, "WeightsVersionKey", netuid)) return "IncorrectWeightVersionKey";
  if (!revealed && tooFast(context, netuid, uid)) return "SettingWeightsTooFast";
  const own = dests.length === 1 && dests[0] === uid;
  if (!own && storage.get<boolean[]>(S, "ValidatorPermit", netuid)[uid] !== true) return "NeuronNoValidatorPermit";
  if (new Set(dests).size !== dests.length) return "DuplicateUids";
  if (dests.some((dest) => dest >= neurons)) return "UidVecContainInvalidOne";
  const least = Math.min(neurons, storage.get<number>(S, "MinAllowedWeights", netuid));
  if (!own && dests.length < least) return "WeightVecLengthIsLow";
  if (!own && exceedsLimit(weights, storage.get<number>(S, "MaxWeightsLimit", netuid))) return "MaxWeightExceeded";
  const pairs = dests.map((dest, index) => [dest, weights[index]]);
  storage.set(S, "Weights", [netuid, uid], pairs);
  if (!revealed) touch(context, netuid, uid);
  return undefined;
}

function commitWeights(context: RuntimeContext, netuid: number, { signer, args }: FakeExtrinsic): string | undefined {
  const { storage, block } = context;
  if (!storage.get<boolean>(S, "CommitRevealWeightsEnabled", netuid)) return "CommitRevealDisabled";
  if (args["commit_reveal_version"] !== storage.get<number>(S, "CommitRevealWeightsVersion")) {
    return "IncorrectCommitRevealVersion";
  }
  const uid = storage.get<number | undefined>(S, "Uids", netuid, signer);
  if (uid === undefined) return "HotKeyNotRegisteredInSubNet";
  if (tooFast(context, netuid, uid)) return "CommittingWeightsTooFast";
  const epoch = storage.get<bigint>(S, "SubnetEpochIndex", netuid);
  const commits = storage.get<unknown[]>(S, "TimelockedWeightCommits", netuid, epoch);
  if (commits.filter((commit) => (commit as [string])[0] === signer).length >= 10) return "TooManyUnrevealedCommits";
  const commit = [signer, BigInt(block), args["commit"], args["reveal_round"]];
  storage.set(S, "TimelockedWeightCommits", [netuid, epoch], [...commits, commit]);
  touch(context, netuid, uid);
  return undefined;
}

/** The rule as it was while owners could limit it; runtimes since the end of 2025 say 65535 whatever is stored. */
function exceedsLimit(weights: readonly number[], limit: number): boolean {
  if (limit === 65_535) return false;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Math.max(...weights) / sum > limit / 65_535;
}

function lacksStake({ storage }: RuntimeContext, netuid: number, hotkey: string): boolean {
  return storage.get<bigint>(S, "TotalHotkeyAlpha", hotkey, netuid) < storage.get<bigint>(S, "StakeThreshold");
}

function setCommitment(context: RuntimeContext, netuid: number, { signer, args }: FakeExtrinsic): string | undefined {
  const { storage, block } = context;
  if (storage.get<number | undefined>(S, "Uids", netuid, signer) === undefined) return "AccountNotAllowedCommit";
  const info = args["info"] as Field[];
  const epoch = storage.get<bigint>(S, "SubnetEpochIndex", netuid);
  type Usage = { last_epoch: bigint; used_space: bigint };
  const usage = storage.get<Usage | undefined>("Commitments", "UsedSpaceOf", netuid, signer);
  const before = usage?.last_epoch === epoch ? usage.used_space : 0n;
  const used = before + BigInt(Math.max(100, ...info.map(spaceOf)));
  if (used > BigInt(storage.get<number>("Commitments", "MaxSpace"))) return "SpaceLimitExceeded";
  storage.set("Commitments", "UsedSpaceOf", [netuid, signer], { last_epoch: epoch, used_space: used });
  storage.set("Commitments", "CommitmentOf", [netuid, signer], { deposit: 0n, block, info });
  return undefined;
}

function spaceOf({ type, value }: Field): number {
  if (type === "TimelockEncrypted") return (value as Sealed).encrypted.length;
  return type === "BigRaw" ? (value as Uint8Array).length : Number(type.replace("Raw", ""));
}

function tooFast({ storage, block }: RuntimeContext, netuid: number, uid: number): boolean {
  const last = Number(storage.get<bigint[]>(S, "LastUpdate", netuid)[uid] ?? 0n);
  return last > 0 && block - last < Number(storage.get<bigint>(S, "WeightsSetRateLimit", netuid));
}

function touch({ storage, block }: RuntimeContext, netuid: number, uid: number): void {
  const blocks = [...storage.get<bigint[]>(S, "LastUpdate", netuid)];
  blocks[uid] = BigInt(block);
  storage.set(S, "LastUpdate", [netuid], blocks);
}
