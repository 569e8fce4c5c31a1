import { SubtensorChain } from "../../../src/chain/subtensor/index.ts";
import { AffineError } from "../../../src/core/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { FakeChain, FakeEndpoint, register } from "../../chain/fake-subtensor/index.ts";
import { BUILT_V16, RUNTIMES_OF_EVERY_FORMAT, type ChainMetadata } from "../../chain/metadata/index.ts";
import { chainContract, type ChainSetup } from "./chain-contract.ts";

setLogLevel("silent");

/** The adapter for Bittensor against a node that is a FAKE: see test/chain/fake-subtensor/fake-chain.ts. */
async function openFake(runtime: ChainMetadata, setup: ChainSetup, proofs?: number) {
  const fake = new FakeChain({ ...setup, runtime, realHeaders: proofs !== undefined });
  const endpoints = await Promise.all(Array.from({ length: proofs ?? 1 }, () => FakeEndpoint.start(fake)));
  const [endpoint = "", ...others] = endpoints.map(({ url }) => url);
  const chain = new SubtensorChain({
    endpoint,
    ...(proofs === undefined ? {} : { proofs, fallback: others.join(",") }),
  });
  const { netuid } = fake;
  const advance = async (blocks: number): Promise<void> => {
    if (blocks <= 0) return;
    const target = fake.best.number + blocks;
    fake.produce(blocks);
    await chain.waitForBlock(target);
  };
  return {
    chain,
    netuid,
    register: async (key: { address: string }, stakeRao: string) => {
      if (fake.best.storage.get<number | undefined>("SubtensorModule", "Uids", netuid, key.address) !== undefined) {
        // Registering is a coldkey's, and no call of this project: the fake does it by hand.
        throw new AffineError("chain_rejected", "registered", { details: { name: "HotKeyAlreadyRegisteredInSubNet" } });
      }
      let uid = -1;
      fake.change((storage, block) => {
        uid = register(storage, block, { netuid, hotkey: key.address, stakeRao });
      });
      await advance(1 + setup.weightsRateLimit);
      return uid;
    },
    advance,
    close: async () => {
      await chain.close();
      await Promise.all(endpoints.map((one) => one.close()));
    },
  };
}

for (const runtime of RUNTIMES_OF_EVERY_FORMAT) {
  chainContract(`subtensor, over a FAKE node, ${runtime.name}`, (setup) => openFake(runtime, setup));
}
chainContract("subtensor, over two FAKE nodes, every read proved", (setup) => openFake(BUILT_V16, setup, 2));
