import type { PlayedRound, ValidatorStake } from "../mechanism/index.ts";
import type { ContestState } from "./replay-state.ts";
import type { ContestRules } from "./rules.ts";

export interface ContestReplayOptions {
  readonly rules: ContestRules;
  /** The validators as the reader's chain shows them: they choose where several could begin, until it is told of others; see `roots`. */
  readonly rootStakes?: readonly ValidatorStake[];
  /** Hashes of the snapshots at which everything must begin, where they are known: `roots` of decision records. */
  readonly roots?: readonly string[];
  /** Hash of a block, as the reader's chain has it. Left out, what the snapshots repeat is taken. */
  readonly beacon?: (block: number) => string | undefined;
  /**
   * Whether all that a validator has sealed so far was read. A snapshot waits until this holds for everybody who has a
   * share by it, so that nothing is decided without them. Left out, it holds.
   */
  readonly isRead?: (hotkey: string) => boolean;
  /** Told at every grid block, in order, what is decided by then. */
  readonly onState?: (state: ContestState) => void;
  /** Told of every round that was played, good or bad. */
  readonly onRound?: (played: PlayedRound) => void;
  /** Told of what somebody should look at; decides nothing. */
  readonly onNote?: (note: ReplayNote) => void;
}

/** Something that happened and that a person may want to know. */
export interface ReplayNote {
  readonly code: "snapshot_conflict" | "no_snapshot" | "root" | "crowned" | "champion_gone" | "round_bad";
  readonly block: number;
  /** Whom it is about: validators, or the crowned hotkey. */
  readonly hotkeys: readonly string[];
  readonly detail: string;
}

/** What has to be fetched before the replay can go on. */
export type ReplayNeed =
  | { readonly kind: "beacon"; readonly block: number }
  | { readonly kind: "roster"; readonly hash: string }
  /** What a validator sealed, from its first shard on: it has a share now. */
  | { readonly kind: "shards"; readonly hotkey: string };

/** What is missing, in words. */
export function nameOfNeed(need: ReplayNeed): string {
  switch (need.kind) {
    case "beacon":
      return `hash of block ${need.block}`;
    case "roster":
      return `roster document ${need.hash}`;
    case "shards":
      return `record of ${need.hotkey}`;
  }
}
