import { EXPECTED, type Expected } from "../../../src/chain/subtensor/runtime/expected-shapes.ts";

/**
 * Facts of the chain beside the adapter's own table ({@link EXPECTED}): what a node must have besides, and what design
 * and docs name. Shapes are in the table's language; all of it is compared with the real runtime's
 * (test/golden/chain/runtime-424.json).
 */
export interface Fact extends Omit<Expected, "kind"> {
  readonly kind: Expected["kind"] | "event";
}

function of(kind: Fact["kind"], pallet: string, shapes: Readonly<Record<string, string>>): Fact[] {
  return Object.entries(shapes).map(([name, shape]) => ({ kind, pallet, name, shape }));
}

export const FACTS: readonly Fact[] = [
  ...EXPECTED,
  ...of("call", "SubtensorModule", {
    set_mechanism_weights: "7.119 {netuid: u16, mecid: u8, dests: [u16], weights: [u16], version_key: u64}",
    commit_timelocked_mechanism_weights:
      "7.118 {netuid: u16, mecid: u8, commit: [u8], reveal_round: u64, commit_reveal_version: u16}",
  }),
  ...of("storage", "SubtensorModule", {
    SubnetworkN: "Identity u16 -> u16",
    MaxWeightsLimit: "Identity u16 -> u16",
    Incentive: "Identity u16 -> [u16]",
    Keys: "Identity, Identity [u16; 2] -> AccountId32",
    BlockAtRegistration: "Identity, Identity [u16; 2] -> u64",
    TotalHotkeyAlpha: "Blake2128Concat, Identity (AccountId32, u16) -> u64",
    TimelockedWeightCommits: "Twox64Concat, Twox64Concat (u16, u64) -> [(AccountId32, u64, [u8], u64)]",
  }),
  ...of("storage", "Commitments", {
    UsedSpaceOf: "Identity, Twox64Concat (u16, AccountId32) -> {last_epoch: u64, used_space: u64}?",
    MaxSpace: "-> u32",
  }),
  ...of("storage", "System", {
    Account:
      "Blake2128Concat AccountId32 -> {nonce: u32, consumers: u32, providers: u32, sufficients: u32, " +
      "data: {free: u64, reserved: u64, frozen: u64, flags: u128}}",
  }),
  ...of("constant", "System", {
    SS58Prefix: "u16",
    Version:
      "{spec_name: str, impl_name: str, authoring_version: u32, spec_version: u32, impl_version: u32, " +
      "apis: [([u8; 8], u32)], transaction_version: u32, system_version: u8}",
  }),
  ...of("constant", "SubtensorModule", { InitialTempo: "u16", MinTempo: "u16", MaxTempo: "u16" }),
  ...of("constant", "Commitments", { MaxFields: "u32" }),
  ...of("event", "System", {
    ExtrinsicSuccess: "0.0 {dispatch_info: DispatchInfo}",
    ExtrinsicFailed: "0.1 {dispatch_error: DispatchError, dispatch_info: DispatchInfo}",
  }),
  ...of("event", "SubtensorModule", {
    WeightsSet: "7.5 [u16; 2]",
    NeuronRegistered: "7.6 (u16, u16, AccountId32)",
    TimelockedWeightsCommitted: "7.107 (AccountId32, u16, [u8; 32], u64)",
    TimelockedWeightsRevealed: "7.108 (u16, AccountId32)",
  }),
  ...of("event", "Commitments", {
    Commitment: "18.0 {netuid: u16, who: AccountId32}",
    TimelockCommitment: "18.1 {netuid: u16, who: AccountId32, reveal_round: u64}",
    CommitmentRevealed: "18.2 {netuid: u16, who: AccountId32}",
  }),
];

/** Pallets that no call or event names. */
export const OTHER_PALLETS: Readonly<Record<string, number>> = { System: 0, Timestamp: 2, Aura: 3, Drand: 26 };

/** Errors by pallet, each with its index: those that the adapter has a word for, and those that a fake node says. */
export const ERRORS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  SubtensorModule: {
    HotKeyNotRegisteredInSubNet: 4,
    NotEnoughStakeToSetWeights: 10,
    NeuronNoValidatorPermit: 15,
    WeightVecNotEqualSize: 16,
    DuplicateUids: 17,
    UidVecContainInvalidOne: 18,
    WeightVecLengthIsLow: 19,
    HotKeyAlreadyRegisteredInSubNet: 21,
    MaxWeightExceeded: 27,
    SettingWeightsTooFast: 29,
    IncorrectWeightVersionKey: 30,
    UidsLengthExceedUidsInSubNet: 32,
    CommitRevealEnabled: 53,
    CommitRevealDisabled: 54,
    SubnetNotExists: 76,
    TooManyUnrevealedCommits: 77,
    CommittingWeightsTooFast: 81,
    IncorrectCommitRevealVersion: 110,
    InvalidRevealRound: 111,
  },
  Commitments: { TooManyFieldsInCommitmentInfo: 0, AccountNotAllowedCommit: 1, SpaceLimitExceeded: 2 },
};

/** What a transaction carries, in order: the extension's own type, and what is signed besides. */
export const EXTENSIONS: readonly (readonly [identifier: string, type: string, additionalSigned: string])[] = [
  ["CheckNonZeroSender", "()", "()"],
  ["CheckSpecVersion", "()", "u32"],
  ["CheckTxVersion", "()", "u32"],
  ["CheckGenesis", "()", "[u8; 32]"],
  ["CheckMortality", "Era", "[u8; 32]"],
  ["CheckNonce", "compact<u32>", "()"],
  ["CheckWeight", "()", "()"],
  ["ChargeTransactionPayment", "compact<u64>", "()"],
  ["SudoTransactionExtension", "()", "()"],
  ["CheckShieldedTxValidity", "()", "()"],
  ["SubtensorTransactionExtension", "()", "()"],
  ["DrandPriority", "()", "()"],
  ["CheckMetadataHash", "enum<0 Disabled | 1 Enabled>", "option<[u8; 32]>"],
];

export const ADDRESS = "enum<0 Id AccountId32 | 1 Index | 2 Raw [u8] | 3 Address32 [u8; 32] | 4 Address20 [u8; 20]>";
export const SIGNATURE = "enum<0 Ed25519 [u8; 64] | 1 Sr25519 [u8; 64] | 2 Ecdsa [u8; 65]>";
