import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectLocalChain, openLocalChain, serveLocalChain } from "../../../src/chain/index.ts";
import { chainContract, type ChainSetup } from "./chain-contract.ts";
import { commitRevealContract } from "./commit-reveal-contract.ts";

async function openLocal(setup: ChainSetup, file?: string) {
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

chainContract("embedded, in memory", (setup) => openLocal(setup));

chainContract("embedded, in a file", async (setup) => {
  const folder = await mkdtemp(join(tmpdir(), "affine-chain-"));
  const local = await openLocal(setup, join(folder, "chain.log"));
  return {
    ...local,
    close: async () => {
      await local.close();
      await rm(folder, { recursive: true });
    },
  };
});

async function openOverHttp(setup: ChainSetup) {
  const local = await openLocal(setup);
  const server = await serveLocalChain(local.chain, { port: 0 });
  const chain = connectLocalChain(server.url);
  return {
    ...local,
    chain,
    register: (key: Parameters<typeof chain.register>[0], stakeRao: string) =>
      chain.register(key, local.netuid, { coldkey: key.address, stakeRao }),
    close: async () => {
      await chain.close();
      await server.close();
      await local.close();
    },
  };
}

chainContract("embedded, over HTTP", openOverHttp);
commitRevealContract("embedded, in memory", (setup) => openLocal(setup));
commitRevealContract("embedded, over HTTP", openOverHttp);
