import type { ValidatorStatus } from "../validator/index.ts";
import type { Status } from "./status-schema.ts";

/** Blocks shown on the page. */
const SHOWN_BLOCKS = 12;
const SHOWN_ALARMS = 5;

/** A validator's state as the API tells it. */
export function statusOf(status: ValidatorStatus, now: { servedAtMs: number; version: string }): Status {
  const { validator, chain, weights, records, queue } = status;
  return {
    ...now,
    validator,
    chain: {
      endpoint: chain.endpoint,
      netuid: chain.netuid,
      block: chain.block,
      headAgeMs: Math.max(0, now.servedAtMs - chain.headSeenAtMs),
      tempo: chain.tempo,
      nextEpochBlock: chain.nextEpochBlock,
    },
    mechanism: status.mechanism,
    environments: [...status.environments],
    champion: status.champion,
    // The API's schema is the same but for lists that may be changed, which it never does.
    contest: structuredClone(status.contest) as Status["contest"],
    replaying: status.replaying,
    leaderboard: [...status.leaderboard],
    readingScores: status.readingScores,
    leftOut: [...status.leftOut],
    hosts: status.hosts,
    weights: {
      vector: weights.vector,
      block: weights.block,
      confirmed: weights.confirmed,
      ageBlocks: weights.ageBlocks,
    },
    records: {
      rollouts: records.rollouts,
      shards: records.shards,
      bytes: records.bytes,
      pending: records.pending,
    },
    queue: { waiting: queue.waiting, running: queue.running },
    recentBlocks: status.recentBlocks.slice(-SHOWN_BLOCKS).reverse(),
    alarms: status.alarms.slice(-SHOWN_ALARMS).map(({ atMs, code, message }) => ({ atMs, code, message })),
  };
}
