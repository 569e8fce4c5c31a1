import type { ContestRules, ReplayShard, RoundPlan } from "../../src/replay/index.ts";
import { sha256Hex } from "../../src/core/index.ts";
import type { RolloutRecord, RosterDocument, ShardHead, ShardRecord } from "../../src/record/index.ts";

/** A model of the world, and what its key does. */
export interface WorldModel {
  /** Words that make its hotkey and coldkey. */
  readonly hotkey: string;
  readonly coldkey?: string;
  readonly identity?: string;
  readonly model?: string;
  /** Block of the reveal. */
  readonly block: number;
  /** From this block on it is registered no more. */
  readonly until?: number;
  /** How many of a thousand questions it answers rightly. */
  readonly skill: number;
  /** What a validator finds about it; `ok` when left out. */
  readonly finding?: (validator: string, block: number) => string;
}

export interface WorldValidator {
  readonly hotkey: string;
  readonly stakeRao?: string;
  /** Its stake at a block, where that changes; `null` without a permit. */
  readonly stakeAt?: (block: number) => string | null;
  /** Block of its last announcement as the chain has it at a block; `undefined` before the first. */
  readonly announcedAt?: (block: number) => number | undefined;
  /** False while it is away: it writes nothing, sees nothing, seals nothing. */
  readonly isThere?: (block: number) => boolean;
  /** Whose shards it cannot read at a block. */
  readonly isDeafTo?: (hotkey: string, block: number) => boolean;
  /** False makes it find nothing wrong with anybody's records. */
  readonly disputes?: boolean;
  /** What it writes about a round that is its own instead of the truth; nothing withholds it. */
  readonly records?: (truth: RolloutRecord[], plan: RoundPlan) => RolloutRecord[];
  /** False leaves out every seal at which it says so. */
  readonly seals?: (block: number) => boolean;
  /** The block that it says it sealed at. */
  readonly sealedBlock?: (block: number) => number;
  /** Whether it lists the heads of others. */
  readonly lists?: (block: number) => boolean;
  /** What it writes as its snapshot of the chain. */
  readonly snapshot?: (record: ShardRecord & { kind: "chain" }) => ShardRecord & { kind: "chain" };
}

export interface WorldOptions {
  readonly validators: readonly WorldValidator[];
  readonly models: readonly WorldModel[];
  readonly deadlineBlocks?: number;
  /** Default 1. */
  readonly questionsPerRound?: number;
  readonly gridBlocks?: number;
  readonly loneValidatorBlocks?: number;
  readonly payment?: "champion" | "bounty";
  /** Blocks an epoch, where announcements run out. */
  readonly epochBlocks?: number;
  readonly seed?: number;
  /** Makes a shard of what a validator wrote; nobody looks at the signature of one made without it. */
  readonly seal?: SealShard;
  /** Told of each document that records name. */
  readonly onRoster?: (roster: RosterDocument) => void;
}

/** Makes a shard of what a validator wrote. */
export type SealShard = (
  written: readonly ShardRecord[],
  about: {
    readonly hotkey: string;
    readonly last: { readonly seq: number; readonly hash: string } | undefined;
    readonly block: number;
    readonly sealedBlock: number;
    readonly heads: readonly ShardHead[];
    readonly rules: ContestRules;
  },
) => ReplayShard;

export const NETUID = 120;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Addresses of words that have a key. */
const named = new Map<string, string>();

/** From now on a word stands for a real address: who wants signed shards has its key. */
export function nameAddress(word: string, address: string): void {
  named.set(word, address);
}

/** An address-like text of a word: the replay checks none of it, since its readers verified the signatures. */
export function addressOf(word: string): string {
  const real = named.get(word);
  if (real !== undefined) return real;
  const digits = sha256Hex(word);
  return `5${Array.from({ length: 47 }, (_, at) => BASE58[parseInt(digits.slice(at, at + 2), 16) % 58]).join("")}`;
}

export const REVISION = "a".repeat(40);

export function modelName({ model, hotkey }: WorldModel): string {
  return model ?? `lab/affine-${hotkey}`;
}

export function commitmentText(model: WorldModel): string {
  const identity = sha256Hex(model.identity ?? model.hotkey);
  return JSON.stringify({ model: modelName(model), revision: REVISION, identity });
}
