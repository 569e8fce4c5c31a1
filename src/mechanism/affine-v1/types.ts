/** One scored answer of the window. */
export interface V1Result {
  /** Uid at the time of the answer; informational, the metagraph's uid decides. */
  readonly uid?: number;
  readonly hotkey: string;
  /** Model repository, `owner/name`. */
  readonly model: string;
  readonly revision: string;
  /** Block of the miner's commitment. */
  readonly commitBlock: number;
  readonly env: string;
  /** Integer thousandths, 0..1000; counts as the double `score / 1000`. */
  readonly score: number;
}

/** A hotkey of the metagraph. */
export interface V1Hotkey {
  readonly uid: number;
  readonly hotkey: string;
}

export interface V1Input {
  /** Results of the window in their order, oldest first: the sums of doubles depend on it. */
  readonly results: Iterable<V1Result>;
  /** The metagraph's hotkeys, ordered by uid. */
  readonly hotkeys: readonly V1Hotkey[];
  /** Names of the environments that count. */
  readonly envs: readonly string[];
}

/** Why a result did not count. */
export type V1IgnoredReason =
  "malformed" | "unknown_environment" | "score_out_of_range" | "not_in_metagraph" | "model_name";

export interface V1EnvironmentRow {
  readonly env: string;
  /** Results since the last change of model or revision. */
  readonly n: number;
  /** Sum of scores in thousandths, for intervals. */
  readonly sumThousandths: number;
  /** Mean score, a double in 0..1; 0 when there is no result. */
  readonly accuracy: number;
}

/** What one hotkey of the metagraph looks like to the rule. */
export interface V1Row {
  readonly uid: number;
  readonly hotkey: string;
  readonly model: string | null;
  readonly revision: string | null;
  /** Commit block of the first result of this model and revision; uid 0's is 0. */
  readonly firstBlock: number | null;
  /** Has at least one result that counts. */
  readonly active: boolean;
  /** Has enough results in every environment. */
  readonly eligible: boolean;
  /** Members of the pool that this one dominates; 0 outside the pool. */
  readonly dominates: number;
  readonly environments: readonly V1EnvironmentRow[];
}

export interface V1Decision {
  /** Uid that takes everything. */
  readonly winner: number;
  /** Uid to share, 1..65535 as the chain takes it: the winner alone, with 65535. */
  readonly weights: ReadonlyMap<number, number>;
  /** Results a miner needs to be eligible, per environment in the order given. */
  readonly required: readonly number[];
  /** One row a hotkey of the metagraph, in its order. */
  readonly table: readonly V1Row[];
  /** How many results did not count, by reason. */
  readonly ignored: ReadonlyMap<V1IgnoredReason, number>;
}
