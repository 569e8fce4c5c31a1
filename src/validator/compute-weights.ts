import type { BlockRef, Chain } from "../chain/chain.ts";
import { rulesHash, type ContestRules } from "../replay/index.ts";
import type { Store } from "../store/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { Alarms, type Alarm } from "./alarms.ts";
import { computeContest } from "./v2/compute-contest.ts";
import type { ContestStatus } from "./v2/contest-status.ts";
import { withAsked, withRatesOfAsked } from "./board.ts";
import { decide, decideByWindow, type Decision } from "./decision.ts";
import { shadowOf } from "./shadow-of.ts";
import { Results } from "./window/results.ts";

/** The decision at a block, from sealed records alone. */
export interface ComputedWeights {
  readonly block: BlockRef;
  readonly decision: Decision;
  /** Champion and challengers, under affine-v2. */
  readonly contest: ContestStatus | null;
  /** Results that counted. */
  readonly results: number;
  /** Shards that could not be used. */
  readonly problems: readonly Alarm[];
}

/**
 * Decides once, from the shards in a store and the chain's newest block: what a validator would decide that has sealed
 * everything.
 *
 * @throws AffineError `chain_transport`, `store_transport`, `mechanism_unknown`
 */
export async function computeWeights(options: {
  readonly chain: Chain;
  readonly store: Store;
  readonly rules: ContestRules;
  readonly log: Logger;
  /** How far the replay of a contest has come, of which block. */
  readonly onProgress?: (block: number, headBlock: number) => void;
}): Promise<ComputedWeights> {
  const { chain, store, rules, log, onProgress } = options;
  const block = await chain.head();
  const metagraph = await chain.metagraph(rules.netuid, block);
  const problems: Alarm[] = [];
  const validator = metagraph.neurons.find(({ validatorPermit }) => validatorPermit);
  const results = new Results({
    store,
    netuid: rules.netuid,
    hotkey: validator?.hotkey ?? "",
    rules: rulesHash(rules),
    windowBlocks: rules.windowBlocks,
    alarms: new Alarms(Date.now, (alarm) => problems.push(alarm)),
    log,
  });
  if (validator !== undefined) await results.readShards(metagraph);
  const window = results.window(block.number);
  const { counted } = window;
  if (rules.champion === undefined) {
    const decision = withAsked(decide(rules, metagraph, window.results), window.tallies);
    return { block, decision, contest: null, results: counted, problems };
  }
  const shown = withRatesOfAsked(decideByWindow(rules, metagraph, window.results), window.tallies, metagraph);
  const { leaderboard } = shown;
  const shadow = shadowOf(shown);
  const replayed = await computeContest({
    ...{ chain, store, rules, head: block, metagraph, leaderboard, shadow },
    ...(onProgress === undefined ? {} : { onProgress: (at) => onProgress(at, block.number) }),
  });
  return { block, ...replayed, results: counted, problems };
}
