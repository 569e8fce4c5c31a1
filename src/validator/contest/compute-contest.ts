import type { BlockRef, Chain, Metagraph } from "../../chain/chain.ts";
import type { ContestRules, ReplayShard } from "../../contest/index.ts";
import { recordKey } from "../../record/index.ts";
import { ShardReader, type ShardRead, type Store } from "../../store/index.ts";
import type { Decision } from "../decision.ts";
import type { LeaderboardRow } from "../status.ts";
import { BlockHashes } from "./block-hashes.ts";
import { ContestFollower } from "./contest-follower.ts";
import type { ContestStatus } from "./contest-status.ts";
import { viewContest } from "./contest-view.ts";
import { decisionOf } from "./decision-of.ts";

/**
 * Replays the contest from the shards in a store: what a validator has decided that has read the same. Answers are not
 * evaluated anew (`af verify` does); a record counts as wrong when more than half of the others dispute it.
 *
 * @throws AffineError `chain_transport`, `store_transport`, `not_found` for a roster document that is gone
 */
export async function computeContest(options: {
  readonly chain: Chain;
  readonly store: Store;
  readonly rules: ContestRules;
  readonly head: BlockRef;
  readonly metagraph: Metagraph;
  readonly leaderboard: readonly LeaderboardRow[];
  readonly shadow: ContestStatus["shadow"];
}): Promise<{ decision: Decision; contest: ContestStatus | null }> {
  const { chain, store, rules, head, metagraph, leaderboard, shadow } = options;
  const permitted = metagraph.neurons.filter(({ validatorPermit }) => validatorPermit);
  const shards: ShardRead[] = [];
  for (const { hotkey } of permitted) {
    for await (const found of new ShardReader(store, { netuid: rules.netuid, hotkey }).walk()) {
      if (found.kind === "shard") shards.push(found);
    }
  }
  const follower = new ContestFollower({
    rules,
    rootStakes: permitted,
    hashes: new BlockHashes(chain),
    stores: () => [store],
    onState: () => undefined,
    onRound: () => undefined,
    onNote: () => undefined,
  });
  for (const shard of withFaults(shards)) follower.read(shard);
  await follower.advance(head.number, head.number);
  const { replay, state } = follower;
  return {
    decision: decisionOf(replay, { metagraph, block: state?.block ?? head.number, leaderboard }),
    contest: state === undefined ? null : viewContest(state, { rules, watched: new Map(), shadow }),
  };
}

/** Shards with the faults that most of the others found in them. */
function withFaults(shards: readonly ShardRead[]): ReplayShard[] {
  const writers = new Set(shards.map(({ header }) => header.hotkey));
  const votes = new Map<string, { reason: string; by: Set<string> }>();
  for (const { header, records } of shards) {
    for (const record of records) {
      if (record.kind !== "dispute" || record.validator === header.hotkey) continue;
      const key = `${record.validator} ${record.seq} rollout/${record.hotkey}/${record.challenge}`;
      const vote = votes.get(key) ?? { reason: record.reason, by: new Set<string>() };
      vote.by.add(header.hotkey);
      votes.set(key, vote);
    }
  }
  return shards.map((shard) => {
    const faults = new Map<number, string>();
    for (const [place, record] of shard.records.entries()) {
      const vote = votes.get(`${shard.header.hotkey} ${shard.header.seq} ${recordKey(record)}`);
      if (vote !== undefined && 2 * vote.by.size > writers.size - 1) faults.set(place, vote.reason);
    }
    return { ...shard, faults };
  });
}
