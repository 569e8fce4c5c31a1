import type { Hex } from "../chain/chain.ts";
import type { Duplicate, LeftOut } from "../roster/index.ts";
import type { Alarm } from "./alarms.ts";
import type { ContestStatus, ReplayProgress } from "./v2/contest-status.ts";
import type { HostLooks } from "./host-book.ts";
import type { WaitReason } from "./next-weight-action.ts";

/** What a miner scored in one environment, over the results that decide. */
export interface EnvironmentScore {
  /** Questions that the rate is over: under affine-v1 those answered, under affine-v2 all that were asked. */
  readonly n: number;
  /** Questions asked that nobody but the model's side failed at. */
  readonly asked: number;
  /** Of these, those to which an answer came. */
  readonly answered: number;
  /** Mean score in thousandths. */
  readonly score: number;
  /** 95% interval of the mean, in basis points. */
  readonly lowBp: number;
  readonly highBp: number;
}

export interface LeaderboardRow {
  readonly uid: number;
  readonly hotkey: string;
  readonly model: string;
  readonly revision: string;
  /** Block of the commitment. */
  readonly block: number;
  readonly eligible: boolean;
  /** How many others it dominates. */
  readonly dominates: number;
  readonly champion: boolean;
  /** Share of the last weights, in basis points. */
  readonly weightBp: number;
  /** By environment. */
  readonly environments: Readonly<Record<string, EnvironmentScore>>;
}

/** Where a validator stands: plain JSON, for the web API, the terminal and metrics. */
export interface ValidatorStatus {
  readonly validator: {
    readonly hotkey: string;
    readonly uid: number | null;
    readonly running: boolean;
    readonly startedAtMs: number;
    /** When the loop last looked at the chain. */
    readonly updatedAtMs: number;
  };
  readonly chain: {
    readonly endpoint: string;
    readonly netuid: number;
    readonly block: number;
    /** When the newest block was first seen; its age is the reader's clock minus this. */
    readonly headSeenAtMs: number;
    readonly tempo: number;
    readonly nextEpochBlock: number;
  };
  readonly mechanism: string;
  /** Hash prefix of the rules in force. */
  readonly rules: string;
  readonly environments: readonly { readonly name: string; readonly version: string; readonly level: number }[];
  readonly champion: { readonly uid: number; readonly hotkey: string; readonly model: string } | null;
  /**
   * Champion and challengers; `null` under affine-v1 and after a start until the contest is read up to now. It never goes
   * backwards: while late records make it be read anew, it stays as it was.
   */
  readonly contest: ContestStatus | null;
  /** While the contest is read up to now; `null` otherwise. */
  readonly replaying: ReplayProgress | null;
  /** Best first. */
  readonly leaderboard: readonly LeaderboardRow[];
  /** Scores from before a start are still being read: no answers do not mean that there were none. */
  readonly readingScores: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly duplicates: readonly Duplicate[];
  /** What is known of the hosts of models, and since when: they are looked up beside the loop. */
  readonly hosts: HostLooks;
  readonly weights: {
    /** uid to share, 1..65535, of the last weights that were taken; empty before the first. */
    readonly vector: Readonly<Record<string, number>>;
    /** Block that took them; `null` before the first. */
    readonly block: number | null;
    readonly confirmed: boolean;
    readonly ageBlocks: number | null;
    /** Why nothing is being sent now; `null` while something is. */
    readonly waiting: WaitReason | null;
  };
  readonly rounds: {
    /** Last round scheduled; `null` before the first. */
    readonly last: number | null;
    readonly held: number;
    /** Given up after a downtime, for lack of room in the queue or for lack of their beacon. */
    readonly skipped: number;
  };
  /** Answers since the start, by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly records: {
    /** Own records that decide now. */
    readonly rollouts: number;
    readonly shards: number;
    /** Of the own shards. */
    readonly bytes: number;
    /** Durable, in no shard yet. */
    readonly pending: number;
    /** Results that could not become a record, by reason. */
    readonly dropped: Readonly<Record<string, number>>;
  };
  readonly queue: {
    readonly waiting: number;
    readonly running: number;
    readonly done: number;
    readonly broken: number;
  };
  /** Newest last. */
  readonly recentBlocks: readonly { readonly number: number; readonly hash: Hex; readonly round: boolean }[];
  readonly alarms: readonly Alarm[];
}
