import type { At, Chain } from "../chain/chain.ts";
import { buildRoster, type RosterOptions } from "./build-roster.ts";
import type { Roster } from "./roster.ts";

/**
 * The roster as a block of the chain shows it; all reads name the same block.
 *
 * @example
 * const roster = await readRoster(chain, 120, { allowEndpoints: false });
 * roster.leftOut.map(({ uid, reason }) => `${uid}: ${reason}`);
 */
export async function readRoster(chain: Chain, netuid: number, options: RosterOptions, at?: At): Promise<Roster> {
  const block = at ?? (await chain.head());
  const [metagraph, revealed] = await Promise.all([
    chain.metagraph(netuid, block),
    chain.revealedCommitments(netuid, block),
  ]);
  return buildRoster(metagraph, revealed, options);
}
