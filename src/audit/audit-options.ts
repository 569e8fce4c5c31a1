import type { Chain } from "../chain/chain.ts";
import type { ContestRules } from "../replay/index.ts";
import type { PythonEngine } from "../sandbox/index.ts";
import type { Store } from "../store/index.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import type { DeviationCode } from "./deviation.ts";

/** How far an audit is. */
export interface AuditProgress {
  /** Chains are read and answers judged; then the contest is replayed. */
  readonly phase: "reading" | "replaying";
  /** Whose chain is read. */
  readonly validator: string | null;
  /** Shards read, or rounds replayed, of so many; `null` where nobody said how many shards there are. */
  readonly done: number;
  readonly total: number | null;
  readonly shards: number;
  readonly records: number;
  readonly judged: number;
}

export interface AuditOptions {
  readonly rules: ContestRules;
  /** `null`: nothing is asked of a chain, and the report says what was not checked for it. */
  readonly chain: Chain | null;
  /** Shows the state of old blocks, for what validators wrote down of the chain. Default: the chain itself, as far as it can. */
  readonly archive?: Chain | null;
  /** Stores for all validators, instead of what they announce on chain. */
  readonly stores?: readonly Store[];
  /** Where records are looked for that nobody announced. */
  readonly home?: Store | null;
  /** Validators to look at besides those with a permit. */
  readonly validators?: readonly string[];
  /** Whether an announced URL may lead to this machine or its neighbours. Default false. */
  readonly allowPrivate?: boolean;
  /** Part of the questions whose answers are judged again, 0 to 1. Default 1. */
  readonly share?: number;
  /** What picks them; nobody should know it before the records are published. */
  readonly seed: string;
  /** Threads that judge; 1 judges in this thread. Default 1. */
  readonly workers?: number;
  /** Deviations that are told and do not make the verdict. */
  readonly tolerate?: ReadonlySet<DeviationCode>;
  /** Blocks that a validator's newest record may be old. Default: three epochs, at least 1,080. */
  readonly maxAgeBlocks?: number;
  /** Runs programs of answers; not closed here. */
  readonly python: PythonEngine;
  readonly nowMs: () => number;
  readonly signal?: AbortSignal;
  /** What an earlier run judged; only with all questions. It is written anew in the end. */
  readonly checkpoint?: Checkpoint;
  /** After each shard, and after each hundredth part of the replay. */
  readonly onProgress?: (progress: AuditProgress) => void;
}
