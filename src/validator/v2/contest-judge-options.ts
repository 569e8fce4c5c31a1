import type { Chain } from "../../chain/chain.ts";
import type { ChampionRules, ContestRules } from "../../replay/index.ts";
import type { KeptShards, RecordLog, Store } from "../../store/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { Alarms } from "../alarms.ts";
import type { Results } from "../window/results.ts";
import type { Announcer } from "./announcer.ts";
import type { BlockHashes } from "./block-hashes.ts";
import type { BlockPace } from "./block-pace.ts";
import type { ContestScheduler } from "./contest-scheduler.ts";
import type { DecisionLog } from "./decision-log.ts";
import type { GridRecorder } from "./grid-recorder.ts";
import type { CheckpointOwner } from "./checkpoint/contest-checkpoint.ts";
import type { ContestCheckpoints } from "./checkpoint/contest-checkpoints.ts";
import type { OwnMemory } from "./checkpoint/own-memory.ts";
import type { KnownFaults } from "./known-faults.ts";
import type { SealClock } from "./seal-clock.ts";
import type { SealContext } from "./seal-context.ts";

/** What the judge of affine-v2 works with. */
export interface ContestJudgeOptions {
  readonly rules: ContestRules;
  readonly champion: ChampionRules;
  readonly hotkey: string;
  readonly records: RecordLog;
  readonly results: Results;
  /** Where our own shards are, published or not. */
  readonly ownStore: Store;
  /** Where peers' shards are, and ours once published. */
  readonly store: Store;
  /** Keeps what is witnessed of peers' shards. */
  readonly kept: KeptShards;
  readonly chain: Pick<Chain, "metagraph" | "commitments" | "hyperparameters">;
  readonly announcer: Announcer;
  readonly grid: GridRecorder;
  readonly scheduler: ContestScheduler;
  readonly decisions: DecisionLog;
  readonly hashes: BlockHashes;
  readonly known: KnownFaults;
  /** What our own records say of earlier lives. */
  readonly memory: OwnMemory;
  readonly checkpoints: ContestCheckpoints;
  /** Whose checkpoints these are. */
  readonly owner: CheckpointOwner;
  readonly pace: BlockPace;
  readonly sealClock: SealClock;
  readonly sealContext: SealContext;
  readonly alarms: Alarms;
  readonly nowMs: () => number;
  readonly log: Logger;
}
