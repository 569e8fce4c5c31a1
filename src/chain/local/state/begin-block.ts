import type { ChainState } from "./chain-state.ts";
import { stepEpoch } from "./epoch.ts";
import { dueSeals, Openings, type Opened } from "./openings.ts";
import { revealTexts, revealWeights } from "./reveals.ts";

/**
 * The state in which a new block's calls run: reveals of weights, then epochs, then reveals of texts, as on the network.
 *
 * @param opened what is inside of the {@link dueSeals} of the state before, in their order.
 * @throws AffineError `state_corrupt` when it is not one for each.
 */
export function beginBlock(state: ChainState, timestampMs: number, opened: readonly Opened[] = []): ChainState {
  const number = state.number + 1;
  const openings = new Openings(dueSeals(state), opened);
  const subnets = [...state.subnets].map(([netuid, subnet]) => {
    const revealed = revealWeights(subnet, number, openings);
    return [netuid, revealTexts(stepEpoch(revealed, number), number, openings)] as const;
  });
  return { ...state, number, timestampMs, subnets: new Map(subnets) };
}
