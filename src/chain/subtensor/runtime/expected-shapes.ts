/** One thing of the runtime that this project uses, and how it looked when the code was written. */
export interface Expected {
  readonly kind: "call" | "storage" | "constant" | "api";
  /** Pallet, or runtime API. */
  readonly pallet: string;
  readonly name: string;
  /** As {@link liveShape} writes it. */
  readonly shape: string;
  /** Of a runtime API's answer the fields that are used. */
  readonly used?: readonly string[];
  /** Of enums the variants that are used. */
  readonly variants?: RegExp;
}

/** The runtime that the shapes below were read from (metadata version 16). */
export const WRITTEN_FOR_SPEC = 424;

/** Kinds of data that are written to or read from commitments. */
const COMMITMENT_DATA = /^(Raw\d{1,3}|BigRaw|TimelockEncrypted)$/;
const DATA = "enum of 131, d780b3accba3";

export const METAGRAPH_FIELDS = [
  "hotkeys",
  "coldkeys",
  "validator_permit",
  "last_update",
  "incentives",
  "block_at_registration",
  "total_stake",
] as const;

function of(kind: Expected["kind"], pallet: string, shapes: Readonly<Record<string, string>>): Expected[] {
  return Object.entries(shapes).map(([name, shape]) => ({ kind, pallet, name, shape }));
}

/**
 * Everything of the chain that this project uses. At connect it is compared with the chain's own metadata: what differs
 * is logged, and a call that differs is not made (docs/chain.md).
 */
export const EXPECTED: readonly Expected[] = [
  ...of("call", "SubtensorModule", {
    set_weights: "7.0 {netuid: u16, dests: [u16], weights: [u16], version_key: u64}",
    commit_timelocked_weights: "7.113 {netuid: u16, commit: [u8], reveal_round: u64, commit_reveal_version: u16}",
  }),
  {
    kind: "call",
    pallet: "Commitments",
    name: "set_commitment",
    shape: `18.0 {netuid: u16, info: [${DATA}]}`,
    variants: COMMITMENT_DATA,
  },
  ...of("storage", "SubtensorModule", {
    NetworksAdded: "Identity u16 -> bool",
    Tempo: "Identity u16 -> u16",
    WeightsSetRateLimit: "Identity u16 -> u64",
    CommitRevealWeightsEnabled: "Identity u16 -> bool",
    CommitRevealWeightsVersion: "-> u16",
    RevealPeriodEpochs: "Twox64Concat u16 -> u64",
    WeightsVersionKey: "Identity u16 -> u64",
    MinAllowedWeights: "Identity u16 -> u16",
    StakeThreshold: "-> u64",
    ImmunityPeriod: "Identity u16 -> u16",
    LastUpdate: "Identity u16 -> [u64]",
    ValidatorPermit: "Identity u16 -> [bool]",
    Uids: "Identity, Blake2128Concat (u16, AccountId32) -> u16?",
    Weights: "Identity, Identity [u16; 2] -> [[u16; 2]]",
    SubnetEpochIndex: "Identity u16 -> u64",
    LastEpochBlock: "Identity u16 -> u64",
    PendingEpochAt: "Identity u16 -> u64",
    BlocksSinceLastStep: "Identity u16 -> u64",
  }),
  {
    kind: "storage",
    pallet: "Commitments",
    name: "CommitmentOf",
    shape: `Identity, Twox64Concat (u16, AccountId32) -> {deposit: u64, block: u32, info: [${DATA}]}?`,
    variants: COMMITMENT_DATA,
  },
  ...of("storage", "Commitments", {
    RevealedCommitments: "Identity, Twox64Concat (u16, AccountId32) -> [([u8], u64)]?",
  }),
  ...of("storage", "Drand", {
    BeaconConfig:
      "-> {public_key: [u8], period: u32, genesis_time: u32, hash: [u8], group_hash: [u8], scheme_id: [u8], metadata: [u8]}",
    LastStoredRound: "-> u64",
  }),
  ...of("storage", "Timestamp", { Now: "-> u64" }),
  ...of("constant", "Aura", { SlotDuration: "u64" }),
  {
    kind: "api",
    pallet: "SubnetInfoRuntimeApi",
    name: "get_subnet_hyperparams_v2",
    used: ["max_weights_limit"],
    shape: "(netuid: u16) -> option<{max_weights_limit: compact<u16>}>",
  },
  {
    kind: "api",
    pallet: "SubnetInfoRuntimeApi",
    name: "get_selective_metagraph",
    used: METAGRAPH_FIELDS,
    shape:
      "(netuid: u16, metagraph_indexes: [u16]) -> option<{hotkeys: option<[AccountId32]>, " +
      "coldkeys: option<[AccountId32]>, validator_permit: option<[bool]>, last_update: option<[compact<u64>]>, " +
      "incentives: option<[compact<u16>]>, block_at_registration: option<[compact<u64>]>, " +
      "total_stake: option<[compact<u64>]>}>",
  },
];
