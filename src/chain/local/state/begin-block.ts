import type { ChainState } from "./chain-state.ts";
import { stepEpoch } from "./epoch.ts";
import { revealDue } from "./reveals.ts";

/** The state in which a new block's calls run: epochs and reveals come first, as on the network. */
export function beginBlock(state: ChainState, timestampMs: number): ChainState {
  const number = state.number + 1;
  const subnets = [...state.subnets].map(
    ([netuid, subnet]) => [netuid, revealDue(stepEpoch(subnet, number), number)] as const,
  );
  return { ...state, number, timestampMs, subnets: new Map(subnets) };
}
