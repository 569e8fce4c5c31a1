import type { PlayedRound, ValidatorStake } from "../../mechanism/index.ts";
import type { RosterDocument } from "../../record/index.ts";
import type { ContestReplay } from "../contest-replay.ts";
import type { ReplayNote } from "../replay-options.ts";
import type { ReplayShard } from "../replay-shard.ts";
import type { ContestState } from "../replay-state.ts";
import type { ContestRules } from "../rules.ts";
import type { SavedDriver } from "./saved-driver.ts";
import type { Positions, ShardSource } from "./shard-source.ts";

/** What the replay lacks, fetched. */
export interface ReplayFetch {
  /** Hash of a block that was fetched, or is known otherwise. */
  beacon(block: number): string | undefined;
  /** @returns false when it cannot be had. @throws AffineError of the chain. */
  fetchBeacon(block: number, replay: ContestReplay): Promise<boolean>;
  /** @returns `undefined` when no store has it. @throws AffineError of the store. */
  roster(hash: string): Promise<RosterDocument | undefined>;
}

export interface DriverOptions {
  readonly rules: ContestRules;
  /** Validators that take part by the chain as it is now; `seePresent` tells of later ones. */
  readonly present: readonly ValidatorStake[];
  /** The reader's own hotkey, where it is a validator. */
  readonly self?: string;
  /** Whose chains are read besides those that the records themselves demand. */
  readonly validators: Iterable<string>;
  /** Where everything must begin, where that is known already. */
  readonly roots?: readonly string[];
  readonly fetch: ReplayFetch;
  /** Shards from the beginning, or from where each chain was read to; asked for anew when everything is read again. */
  readonly source: (replay: ContestReplay, from: Positions) => ShardSource;
  /** What {@link ContestDriver.save} gave: goes on from there, and not from the beginning. */
  readonly saved?: SavedDriver | undefined;
  readonly onShard?: (shard: ReplayShard) => void;
  /** Everything is read again: what was told so far holds no more. */
  readonly onBegin?: () => void;
  readonly onState?: (state: ContestState) => void;
  readonly onRound?: (played: PlayedRound) => void;
  readonly onNote?: (note: ReplayNote) => void;
}
