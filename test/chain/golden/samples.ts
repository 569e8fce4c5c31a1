import { encodeAddress } from "../../../src/wallet/index.ts";

/*
 * What is encoded by the real runtime's metadata into test/golden/chain/runtime-424.json, and by the adapter in the tests:
 * storage keys, calls, arguments of runtime APIs, and the events of a block.
 */

/** Two accounts that are no key of anybody's. */
const FIRST = encodeAddress(Uint8Array.from({ length: 32 }, (_, index) => index + 1));
const SECOND = encodeAddress(Uint8Array.from({ length: 32 }, (_, index) => 255 - index));

/** Arguments of a storage key by the key's types, as the table writes them. */
export const KEY_ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  "": [],
  u16: [120],
  AccountId32: [FIRST],
  "[u16; 2]": [120, 5],
  "(u16, AccountId32)": [120, FIRST],
  "(AccountId32, u16)": [SECOND, 120],
  "(u16, u64)": [120, 4_294_967_297n],
};

interface CallSample {
  readonly pallet: string;
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const commit = Uint8Array.of(0xaa, 0xbb, 0xcc, 0xdd);
const vector = { netuid: 120, dests: [0, 5, 255], weights: [65_535, 0, 257], version_key: 72_623_859_790_382_856n };
const sealed = { commit, reveal_round: 29_000_001n, commit_reveal_version: 4 };

function commitment(...info: readonly unknown[]): CallSample {
  return { pallet: "Commitments", call: "set_commitment", args: { netuid: 120, info } };
}

/** Calls by a name of their own. */
export const CALLS: Readonly<Record<string, CallSample>> = {
  weights: { pallet: "SubtensorModule", call: "set_weights", args: vector },
  "no weights": {
    pallet: "SubtensorModule",
    call: "set_weights",
    args: { netuid: 1, dests: [], weights: [], version_key: 0n },
  },
  "weights of a mechanism": {
    pallet: "SubtensorModule",
    call: "set_mechanism_weights",
    args: { ...vector, mecid: 1 },
  },
  "timelocked weights": {
    pallet: "SubtensorModule",
    call: "commit_timelocked_weights",
    args: { netuid: 120, ...sealed },
  },
  "timelocked weights of a mechanism": {
    pallet: "SubtensorModule",
    call: "commit_timelocked_mechanism_weights",
    args: { netuid: 120, mecid: 1, ...sealed },
  },
  "commitment, sealed": commitment({
    type: "TimelockEncrypted",
    value: { encrypted: new Uint8Array(70).fill(7), reveal_round: 29_000_001n },
  }),
  "commitment, 1 byte": commitment({ type: "Raw1", value: 0x41 }),
  "commitment, 2 bytes": commitment({ type: "Raw2", value: "0x4142" }),
  "commitment, 128 bytes": commitment({ type: "Raw128", value: `0x${"61".repeat(128)}` }),
  "commitment, 300 bytes": commitment({ type: "BigRaw", value: new Uint8Array(300).fill(0x61) }),
  "commitment of three fields": commitment(
    { type: "None" },
    { type: "Sha256", value: `0x${"ab".repeat(32)}` },
    { type: "ResetBondsFlag" },
  ),
};

/** Arguments of `get_selective_metagraph`: as the adapter asks. */
export const METAGRAPH_ARGUMENTS = [120, [52, 53, 57, 59, 62, 66, 69]] as const;

export interface EventSample {
  readonly phase: { readonly type: string; readonly value?: number };
  readonly event: { readonly type: string; readonly value: { readonly type: string; readonly value: unknown } };
  readonly topics: readonly unknown[];
}

const info = {
  weight: { ref_time: 1_234_567_890n, proof_size: 4_321n },
  class: { type: "Normal" },
  pays_fee: { type: "No" },
};

function event(phase: number | "Initialization", pallet: string, type: string, value: unknown): EventSample {
  return {
    phase: typeof phase === "number" ? { type: "ApplyExtrinsic", value: phase } : { type: phase },
    event: { type: pallet, value: { type, value } },
    topics: [],
  };
}

const succeeded = (index: number) => event(index, "System", "ExtrinsicSuccess", { dispatch_info: info });
const failed = (index: number, dispatch_error: unknown) =>
  event(index, "System", "ExtrinsicFailed", { dispatch_error, dispatch_info: info });
const module = (pallet: string, error: string) => ({
  type: "Module",
  value: { type: pallet, value: { type: error } },
});

/** The events of a block of eight transactions, in their order. */
export const EVENTS: readonly EventSample[] = [
  event("Initialization", "SubtensorModule", "TimelockedWeightsRevealed", [120, FIRST]),
  succeeded(0),
  event(1, "SubtensorModule", "WeightsSet", [120, 5]),
  succeeded(1),
  failed(2, module("SubtensorModule", "SettingWeightsTooFast")),
  failed(3, module("Commitments", "SpaceLimitExceeded")),
  failed(4, { type: "Token", value: { type: "Frozen" } }),
  failed(5, { type: "BadOrigin" }),
  event(6, "SubtensorModule", "TimelockedWeightsCommitted", [FIRST, 120, `0x${"cd".repeat(32)}`, 29_000_001n]),
  event(6, "Commitments", "TimelockCommitment", { netuid: 120, who: SECOND, reveal_round: 29_000_001n }),
  succeeded(6),
  failed(7, module("SubtensorModule", "InvalidRevealRound")),
];

/** What the adapter must make of them, by the transaction's index; of the last no event tells. */
export const OUTCOMES: readonly (string | undefined)[] = [
  undefined,
  undefined,
  "SettingWeightsTooFast",
  "SpaceLimitExceeded",
  "Token.Frozen",
  "BadOrigin",
  undefined,
  "InvalidRevealRound",
  "Unknown",
];
