import { openLocalChain } from "../../../src/chain/index.ts";
import type { ChainSetup } from "./chain-contract.ts";

export async function openLocal(setup: ChainSetup, file?: string) {
  const chain = await openLocalChain({
    ...(file === undefined ? {} : { file }),
    blockMs: "instant",
    hyperparameters: setup,
  });
  chain.start();
  return {
    chain,
    netuid: chain.netuid,
    register: (key: Parameters<typeof chain.register>[0], stakeRao: string) =>
      chain.register(key, chain.netuid, { coldkey: key.address, stakeRao }),
    advance: async (blocks: number) => {
      if (blocks > 0) await chain.produceBlocks(blocks);
    },
    change: (change: Parameters<typeof chain.changeHyperparameters>[1]) =>
      chain.changeHyperparameters(chain.netuid, change),
    close: () => chain.close(),
  };
}
