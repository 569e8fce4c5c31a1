import type { BlockRef } from "../chain/chain.ts";
import { rulesHash } from "../replay/index.ts";
import { type QueueSize } from "../rounds/index.ts";
import type { ChainView } from "./chain-view.ts";
import type { Decision } from "./decision.ts";
import type { WeightAction } from "./next-weight-action.ts";
import type { ValidatorStatus } from "./status.ts";
import type { ValidatorOptions } from "./validator-options.ts";
import type { ContestStatus } from "./v2/contest-status.ts";
import type { ValidatorParts } from "./validator-parts.ts";
import { withSilentMiners } from "./with-silent-miners.ts";

/** What the loop knows besides its parts. */
export interface LoopState {
  readonly running: boolean;
  readonly startedAtMs: number;
  readonly updatedAtMs: number;
  readonly headSeenAtMs: number;
  readonly recentBlocks: readonly BlockRef[];
  readonly outcomes: ReadonlyMap<string, number>;
  readonly view: ChainView | undefined;
  readonly decision: Decision | undefined;
  readonly action: WeightAction | undefined;
  readonly queue: QueueSize;
}

/** The status as plain JSON. */
export function buildStatus(options: ValidatorOptions, parts: ValidatorParts, loop: LoopState): ValidatorStatus {
  const { rules, signer } = options;
  const { view, decision } = loop;
  return {
    validator: {
      hotkey: signer.address,
      uid: view?.metagraph.neurons.find(({ hotkey }) => hotkey === signer.address)?.uid ?? null,
      running: loop.running,
      startedAtMs: loop.startedAtMs,
      updatedAtMs: loop.updatedAtMs,
    },
    chain: {
      endpoint: options.endpoint,
      netuid: rules.netuid,
      block: view?.head.number ?? 0,
      headSeenAtMs: loop.headSeenAtMs,
      tempo: view?.hyperparameters.tempo ?? 0,
      nextEpochBlock: view?.epoch.nextBlock ?? 0,
    },
    mechanism: rules.mechanism,
    rules: rulesHash(rules),
    environments: rules.environments.map(({ name, version, params }) => ({ name, version, level: levelOf(params) })),
    champion: decision?.champion ?? championOf(parts.judge.contest),
    leaderboard: withSilentMiners(decision?.leaderboard ?? [], view?.roster.miners ?? []),
    // Of a contest from a checkpoint the table is empty until something is decided anew.
    readingScores: parts.judge.readingScores || (decision === undefined && parts.judge.contest !== null),
    leftOut: view?.roster.leftOut ?? [],
    duplicates: view?.roster.duplicates ?? [],
    hosts: parts.hosts.looks,
    weights: weightsOf(parts, loop),
    contest: parts.judge.contest,
    replaying: parts.judge.replaying,
    rounds: parts.judge.rounds,
    outcomes: Object.fromEntries(loop.outcomes),
    records: {
      rollouts: parts.judge.ownRecords,
      ...parts.statistics.counts,
      pending: parts.records.status().unsealed,
      dropped: Object.fromEntries(parts.collector.dropped),
    },
    queue: {
      waiting: loop.queue.pending,
      running: loop.queue.claimed,
      done: loop.queue.done,
      broken: loop.queue.broken,
    },
    recentBlocks: loop.recentBlocks.map((block) => ({ ...block, round: block.number % rules.roundBlocks === 0 })),
    alarms: parts.alarms.list(),
  };
}

/** After a restart, before anything was decided anew: as of the checkpoint. */
function championOf(contest: ContestStatus | null): ValidatorStatus["champion"] {
  const champion = contest?.champion ?? null;
  return champion === null ? null : { uid: champion.uid, hotkey: champion.hotkey, model: champion.model };
}

function weightsOf({ setter }: ValidatorParts, { view, action }: LoopState): ValidatorStatus["weights"] {
  const waiting = action?.kind === "wait" ? action.reason : null;
  const { attempt, confirmed } = setter;
  const pending = attempt?.outcome === "taken" && (confirmed === undefined || attempt.block >= confirmed.block);
  const last = pending ? attempt : confirmed;
  if (last === undefined) return { vector: {}, block: null, confirmed: false, ageBlocks: null, waiting };
  const ageBlocks = Math.max(0, (view?.head.number ?? last.block) - last.block);
  return { vector: Object.fromEntries(last.weights), block: last.block, confirmed: !pending, ageBlocks, waiting };
}

/** 0 for parameters that are not a level. */
function levelOf(params: Readonly<Record<string, unknown>>): number {
  const level = params["level"];
  return typeof level === "number" ? level : 0;
}
