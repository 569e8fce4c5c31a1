import type { BlockRef, Chain, Metagraph } from "../../chain/chain.ts";
import { ContestDriver, participants, readParticipants, StoreShards, type ContestRules } from "../../replay/index.ts";
import type { ReadProblem, Store } from "../../store/index.ts";
import type { Decision } from "../decision.ts";
import type { LeaderboardRow } from "../status.ts";
import { BlockHashes } from "./block-hashes.ts";
import type { ContestStatus } from "./contest-status.ts";
import { viewContest } from "./contest-view.ts";
import { decisionOf } from "./decision-of.ts";
import { ChainFetch } from "./replay-fetch.ts";

/**
 * Replays the contest from the shards in a store: what every validator has decided that has read the same.
 *
 * @throws AffineError `chain_transport`, `store_transport`, `not_found` for a roster document that is gone,
 * `mechanism_unknown` for rules without a contest
 */
export async function computeContest(options: {
  readonly chain: Chain;
  readonly store: Store;
  readonly rules: ContestRules;
  readonly head: BlockRef;
  readonly metagraph: Metagraph;
  readonly leaderboard: readonly LeaderboardRow[];
  readonly shadow: ContestStatus["shadow"];
  readonly onProblem?: (problem: ReadProblem) => void;
  /** How far the replay has come. */
  readonly onProgress?: (block: number) => void;
}): Promise<{ decision: Decision; contest: ContestStatus | null }> {
  const {
    chain,
    store,
    rules,
    head,
    metagraph,
    leaderboard,
    shadow,
    onProblem = () => undefined,
    onProgress,
  } = options;
  const { netuid, roundBlocks, champion } = rules;
  const view = await readParticipants(chain, netuid, head);
  const driver = new ContestDriver({
    rules,
    present: champion === undefined ? [] : participants(view, champion),
    validators: metagraph.neurons.filter(({ validatorPermit }) => validatorPermit).map(({ hotkey }) => hotkey),
    fetch: new ChainFetch({
      netuid,
      roundBlocks,
      hashes: new BlockHashes(chain),
      headBlock: () => head.number,
      stores: [store],
    }),
    source: () => new StoreShards(store, netuid, onProblem),
  });
  await driver.catchUp({ headBlock: head.number, ...(onProgress === undefined ? {} : { onProgress }) });
  const { replay, state } = driver;
  return {
    decision: decisionOf(replay, { metagraph, block: state?.block ?? head.number, leaderboard }),
    contest: state === undefined ? null : viewContest(state, { rules, watched: new Map(), shadow }),
  };
}
