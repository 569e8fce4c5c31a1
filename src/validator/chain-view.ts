import type { BlockRef, Chain, Epoch, Hyperparameters, Metagraph } from "../chain/chain.ts";
import { buildRoster, type Roster, type RosterOptions } from "../roster/index.ts";

/** All that one turn of the loop needs of the chain, read at one block. */
export interface ChainView {
  readonly head: BlockRef;
  readonly metagraph: Metagraph;
  readonly hyperparameters: Hyperparameters;
  readonly epoch: Epoch;
  readonly roster: Roster;
}

/** @throws AffineError as the chain's methods. */
export async function readChainView(
  chain: Chain,
  netuid: number,
  head: BlockRef,
  options: RosterOptions,
): Promise<ChainView> {
  const [metagraph, hyperparameters, epoch, revealed] = await Promise.all([
    chain.metagraph(netuid, head),
    chain.hyperparameters(netuid, head),
    chain.epoch(netuid, head),
    chain.revealedCommitments(netuid, head),
  ]);
  return { head, metagraph, hyperparameters, epoch, roster: await buildRoster(metagraph, revealed, options) };
}
