import { expect, onTestFinished, test } from "vitest";
import { openSignerChain } from "../../src/cli/signer-chain.ts";
import type { CommandContext } from "../../src/cli/context.ts";
import type { Chain } from "../../src/chain/index.ts";
import type { NetworkChoice } from "../../src/config/index.ts";
import { setLogLevel } from "../../src/telemetry/index.ts";
import { FakeChain, FakeEndpoint } from "../chain/fake-subtensor/index.ts";

setLogLevel("silent");

function open(endpoint: string, signerEndpoint?: string): Chain {
  const config = { values: { signerEndpoint } };
  const chain = openSignerChain({ config } as unknown as CommandContext, { endpoint } as NetworkChoice);
  onTestFinished(() => chain.close());
  return chain;
}

async function nodeOf(fake: FakeChain): Promise<FakeEndpoint> {
  const node = await FakeEndpoint.start(fake);
  onTestFinished(() => node.close());
  return node;
}

test("default: the validator's endpoint", async () => {
  const node = await nodeOf(new FakeChain());
  expect((await open(node.url).health()).endpoint).toBe(node.url);
});

test("behavior: endpoints of its own, the second where the first is gone", async () => {
  const fake = new FakeChain();
  const [validators, own, second] = [await nodeOf(fake), await nodeOf(fake), await nodeOf(fake)];
  const chain = open(validators.url, `${own.url}, ${second.url}`);
  expect((await chain.health()).endpoint).toBe(own.url);
  await own.close();
  await expect.poll(async () => (await chain.health()).endpoint).toBe(second.url);
  expect(validators.connections).toBe(0);
});

test("error: they must be of the network that the validator's endpoint names", async () => {
  const node = await nodeOf(new FakeChain());
  await expect(open("finney", node.url).head()).rejects.toMatchObject({
    code: "chain_rejected",
    details: { name: "WrongGenesis" },
  });
});
