import { describe, expect, test } from "vitest";
import { SubtensorChain } from "../../../src/chain/subtensor/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { FakeChain, FakeEndpoint } from "../fake-subtensor/index.ts";
import { RUNTIMES } from "../metadata/index.ts";
import { alice, bedOn, failureOf, until } from "./bed.ts";

setLogLevel("silent");

/** Against FAKE nodes: see test/chain/fake-subtensor/fake-chain.ts. */
describe.each(RUNTIMES)("endpoints (fake nodes), $name", (runtime) => {
  const bed = bedOn(runtime);

  test("behavior: a connection dropped while waiting for a block is replaced, and the wait goes on", async () => {
    const { fake, nodes, chain } = await bed();
    const { number } = await chain.head();
    const wait = chain.waitForBlock(number + 3);
    nodes[0]!.drop();
    fake.produce(3);
    expect((await wait).number).toBe(number + 3);
    expect((await chain.metagraph(fake.netuid)).neurons).toHaveLength(2);
  });

  test("behavior: an endpoint that dies is left for the next one, and reads under way are done again", async () => {
    const { nodes, chain, netuid } = await bed({ nodes: 2 });
    const head = await chain.head();
    nodes[0]!.dieAt("state_call", "before");
    const graph = await chain.metagraph(netuid, head);
    expect(graph.block).toEqual(head);
    expect((await chain.health()).endpoint).toBe(nodes[1]!.url);
    await nodes[0]!.close();
    nodes[1]!.drop();
    expect((await chain.metagraph(netuid, head)).neurons).toEqual(graph.neurons);
  });

  test("behavior: no new block for a while means the next endpoint; with none left it is chain_stale", async () => {
    const { fake, nodes, chain } = await bed({ nodes: 2, adapter: { stallMs: 150 } });
    const head = await chain.head();
    nodes[0]!.visible = head.number;
    fake.produce();
    // The second node has the block already: no new one is needed to go on.
    expect((await chain.waitForBlock(head.number + 1)).number).toBe(head.number + 1);
    expect((await chain.health()).endpoint).toBe(nodes[1]!.url);
    expect(await failureOf(chain.waitForBlock(head.number + 2))).toMatchObject({ code: "chain_stale" });
  });

  test("behavior: an endpoint that is behind what was read is not taken", async () => {
    const { fake, nodes, chain } = await bed({ nodes: 3 });
    const { number } = await chain.head();
    nodes[1]!.visible = number - 2;
    fake.produce();
    await chain.waitForBlock(number + 1);
    await nodes[0]!.close();
    await until(() => nodes[2]!.connections > 0);
    expect((await chain.health()).endpoint).toBe(nodes[2]!.url);
    expect((await chain.head()).number).toBe(number + 1);
  });

  test("behavior: one that is hours behind, but moves, is left for one that is further along the same chain", async () => {
    const fake = new FakeChain({ runtime });
    fake.produce(100);
    const nodes = await Promise.all([1, 2, 3].map(() => FakeEndpoint.start(fake)));
    const [slow, slower, good] = nodes as [FakeEndpoint, FakeEndpoint, FakeEndpoint];
    // One is on another chain, and further: nobody goes there.
    const other = new FakeChain({ runtime, seed: "other" });
    other.produce(500);
    const wrong = await FakeEndpoint.start(other);
    slow.visible = 60;
    slower.visible = 50;
    const fallback = [wrong, slower, good].map(({ url }) => url).join(",");
    const chain = new SubtensorChain({ endpoint: slow.url, fallback, stallMs: 60_000 });
    expect((await chain.head()).number).toBe(100);
    expect((await chain.health()).endpoint).toBe(good.url);
    await Promise.all([chain.close(), ...[...nodes, wrong].map((node) => node.close())]);
  });

  test("behavior: where all are equally old, as when the whole chain stood still, the first is kept", async () => {
    const { nodes, chain } = await bed({ nodes: 3 });
    await chain.head();
    expect((await chain.health()).endpoint).toBe(nodes[0]!.url);
    // They were only looked at.
    await until(() => nodes[1]!.connections + nodes[2]!.connections === 0);
  });

  test("behavior: one that does not know the question for a block's time is used all the same", async () => {
    const { nodes, chain, netuid } = await bed({ nodes: 2 });
    for (const node of nodes) for (const method of ["state_getStorage", "state_getStorageAt"]) node.lacks.add(method);
    expect((await chain.metagraph(netuid)).neurons).toHaveLength(2);
    expect((await chain.health()).endpoint).toBe(nodes[0]!.url);
    expect(nodes[0]!.requests).toContain("state_getStorage");
  });

  test("behavior: answers in any order, and notifications before the answer that names them", async () => {
    const { fake, nodes, chain, netuid } = await bed();
    nodes[0]!.reverseBy = 4;
    const { number } = await chain.head();
    const wait = chain.waitForBlock(number + 1);
    fake.produce();
    await wait;
    const [graph, settings, weights, epoch] = await Promise.all([
      chain.metagraph(netuid),
      chain.hyperparameters(netuid),
      chain.weights(netuid),
      chain.epoch(netuid),
    ]);
    expect(graph.neurons.map(({ hotkey }) => hotkey)).toContain(alice.address);
    expect([settings.tempo, weights.size, epoch.nextBlock > number]).toEqual([20, 0, true]);
  });

  test("behavior: an answer that does not come in time is asked for elsewhere", async () => {
    const { nodes, chain, netuid } = await bed({ nodes: 2, adapter: { requestTimeoutMs: 200 } });
    const swallowed = nodes[0]!.swallow("state_call");
    const graph = chain.metagraph(netuid);
    await swallowed;
    expect((await graph).neurons).toHaveLength(2);
    expect((await chain.health()).endpoint).toBe(nodes[1]!.url);
  });

  test("behavior: a slow answer within its time is waited for", async () => {
    const { nodes, chain, netuid } = await bed();
    await chain.epoch(netuid);
    const { arrived, release } = nodes[0]!.hold("state_call");
    const graph = chain.metagraph(netuid);
    await arrived;
    // Others are answered meanwhile.
    expect((await chain.epoch(netuid)).startBlock).toBe(0);
    release();
    expect((await graph).neurons).toHaveLength(2);
  });

  test.each(["not JSON", "{}", '{"jsonrpc":"2.0","id":"x","result":1}', "[]", "\u0000\u0001"])(
    "error: a node that says %j is left; when all do it is chain_decode",
    async (garbage) => {
      const { nodes, chain, netuid } = await bed({ nodes: 2 });
      nodes[0]!.sayAt("state_call", garbage);
      expect((await chain.metagraph(netuid)).neurons).toHaveLength(2);
      expect((await chain.health()).endpoint).toBe(nodes[1]!.url);
      for (const node of nodes) node.garbage = garbage;
      expect(await failureOf(chain.metagraph(netuid))).toMatchObject({ code: "chain_decode" });
    },
  );

  test("error: answers of a form that they cannot have are chain_decode", async () => {
    const { nodes, chain, netuid } = await bed();
    await chain.epoch(netuid);
    nodes[0]!.resultAt("state_call", "0x0102");
    expect(await failureOf(chain.metagraph(netuid))).toMatchObject({ code: "chain_decode" });
    nodes[0]!.resultAt("state_queryStorageAt", [{ changes: "many" }]);
    expect(await failureOf(chain.hyperparameters(netuid))).toMatchObject({ code: "chain_decode" });
    nodes[0]!.resultAt("state_getKeysPaged", ["0xzz"]);
    expect(await failureOf(chain.weights(netuid))).toMatchObject({ code: "chain_decode" });
  });

  test("error: a wrong genesis is refused, whoever else answers", async () => {
    const [right, wrong] = [new FakeChain({ runtime, seed: "right" }), new FakeChain({ runtime, seed: "wrong" })];
    const [good, bad] = [await FakeEndpoint.start(right), await FakeEndpoint.start(wrong)];
    const chain = new SubtensorChain({ endpoint: bad.url, fallback: good.url, genesis: right.genesis });
    expect((await chain.health()).genesis).toBe(right.genesis);
    const finney = new SubtensorChain({ endpoint: bad.url, genesis: right.genesis });
    expect(await failureOf(finney.head())).toMatchObject({ code: "chain_rejected", name: "WrongGenesis" });
    // Without an expectation the first chain that answers is the one; another one never takes over.
    const any = new SubtensorChain({ endpoint: good.url, fallback: bad.url, patienceMs: 300 });
    await any.head();
    await good.close();
    expect((await failureOf(until(() => bad.connections > 0).then(() => any.metagraph(120)))).code).toMatch(/^chain_/);
    await Promise.all([chain.close(), finney.close(), any.close(), bad.close()]);
  });

  test("error: a named network at the wrong address", async () => {
    const fake = new FakeChain({ runtime });
    const node = await FakeEndpoint.start(fake);
    // The fallback's name says what the chain must be.
    const chain = new SubtensorChain({ endpoint: node.url, fallback: "finney", patienceMs: 0 });
    const failure = (await chain.head().then(
      () => undefined,
      (error: unknown) => error,
    )) as Error;
    expect(failure.message).toContain("Another chain answers");
    await Promise.all([chain.close(), node.close()]);
  });

  test("error: a chain of the same genesis that began anew is another one", async () => {
    const old = new FakeChain({ runtime });
    old.produce(5);
    const node = await FakeEndpoint.start(old);
    const chain = new SubtensorChain({ endpoint: node.url });
    await chain.head();
    const port = Number(new URL(node.url).port);
    await node.close();
    const anew = new FakeChain({ runtime });
    anew.change((storage) => storage.set("SubtensorModule", "Tempo", [120], 9));
    anew.beaconSalt = "another history";
    anew.produce(9);
    const next = await FakeEndpoint.start(anew, port);
    expect(await failureOf(chain.metagraph(120))).toMatchObject({ code: "chain_rejected", name: "OtherHistory" });
    await Promise.all([chain.close(), next.close()]);
  });

  test("error: nobody answers", async () => {
    const chain = new SubtensorChain({ endpoint: "ws://127.0.0.1:1", fallback: "ws://127.0.0.1:2", patienceMs: 0 });
    expect(await failureOf(chain.head())).toMatchObject({ code: "chain_transport" });
    await chain.close();
    await expect(chain.head()).rejects.toMatchObject({ code: "chain_transport", retryable: false });
  });
});
