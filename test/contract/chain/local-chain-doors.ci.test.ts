import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectLocalChain, serveLocalChain } from "../../../src/chain/index.ts";
import { chainContract, type ChainSetup } from "./chain-contract.ts";
import { commitRevealContract } from "./commit-reveal-contract.ts";
import { openLocal } from "./open-local.ts";

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
commitRevealContract("embedded, over HTTP", openOverHttp);
