import type { BlockRef, Chain, Epoch, Hyperparameters, Metagraph } from "../chain/chain.ts";
import { buildRoster, type CommitmentRules, type Roster } from "../roster/index.ts";
import type { HostBook } from "./host-book.ts";

/** All that one turn of the loop needs of the chain, read at one block. */
export interface ChainView {
  readonly head: BlockRef;
  readonly metagraph: Metagraph;
  readonly hyperparameters: Hyperparameters;
  readonly epoch: Epoch;
  readonly roster: Roster;
}

/**
 * Reads the chain and nothing else, so that no host can hold a decision up.
 *
 * @param options where models answer must be known already: nobody is asked here
 * @throws AffineError as the chain's methods.
 */
export async function readChainView(
  chain: Chain,
  netuid: number,
  head: BlockRef,
  options: CommitmentRules & { readonly hosts: Pick<HostBook, "baseUrlOf"> },
): Promise<ChainView> {
  const [metagraph, hyperparameters, epoch, revealed] = await Promise.all([
    chain.metagraph(netuid, head),
    chain.hyperparameters(netuid, head),
    chain.epoch(netuid, head),
    chain.revealedCommitments(netuid, head),
  ]);
  return {
    head,
    metagraph,
    hyperparameters,
    epoch,
    roster: await buildRoster(metagraph, revealed, { ...options, baseUrlOf: options.hosts.baseUrlOf }),
  };
}
