import { describe, expect, test } from "vitest";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { RUNTIMES } from "../metadata/index.ts";
import { alice, bedOn, failureOf, until, weightCalls, WINNER } from "./bed.ts";

setLogLevel("silent");

/** Whatever dies while a call is under way, it counts once. Against FAKE nodes: see fake-chain.ts. */
describe.each(RUNTIMES)("calls count once (fake nodes), $name", (runtime) => {
  const bed = bedOn(runtime);

  test.each([
    ["before", 1, false],
    ["before", 2, false],
    ["after", 1, false],
    ["after", 2, false],
    ["before", 2, true],
    ["after", 2, true],
  ] as const)(
    "behavior: the node dies %s it acted on a submission; %i node(s), commit-reveal %s",
    async (when, count, commitReveal) => {
      const test = await bed({ nodes: count, commitReveal });
      const { nodes, chain, netuid } = test;
      nodes[0]!.dieAt("author_submitExtrinsic", when);
      const result = await chain.setWeights(alice, netuid, WINNER);
      expect(result.confirmed).toBe(true);
      expect(weightCalls(test)).toBe(1);
      expect((await chain.metagraph(netuid)).neurons[0]?.lastUpdate).toBe(result.block);
    },
  );

  test("behavior: the connection drops again and again while the call waits for its block", async () => {
    const test = await bed({ nodes: 3 });
    const { fake, nodes, chain, netuid } = test;
    fake.paused = true;
    const sent = chain.setWeights(alice, netuid, WINNER);
    await until(() => fake.pooled === 1);
    for (let round = 0; round < 4; round += 1) {
      const serving = nodes.find((node) => node.connections > 0)!;
      serving.drop();
      await until(() => nodes.some((node) => node.connections > 0));
    }
    fake.paused = false;
    fake.produce();
    expect(await sent).toMatchObject({ confirmed: true });
    expect(weightCalls(test)).toBe(1);
  });

  test("behavior: a node that lost its pool is given the same call anew, not another one", async () => {
    const test = await bed({ nodes: 2 });
    const { fake, nodes, chain, netuid } = test;
    fake.paused = true;
    const sent = chain.setWeights(alice, netuid, WINNER);
    await until(() => fake.pooled === 1);
    fake.emptyPool();
    await nodes[0]!.close();
    await until(() => fake.pooled === 1);
    fake.paused = false;
    fake.produce();
    expect(await sent).toMatchObject({ confirmed: true });
    expect(nodes[1]!.requests.filter((method) => method === "author_submitExtrinsic")).toHaveLength(1);
    expect(weightCalls(test)).toBe(1);
  });

  test("behavior: after a reconnect a call that has landed is not sent again", async () => {
    const test = await bed({ nodes: 2, unfinal: 1 });
    const { fake, nodes, chain, netuid } = test;
    const sent = chain.setWeights(alice, netuid, WINNER);
    await until(() => weightCalls(test) === 1);
    fake.unfinal = 0;
    await nodes[0]!.close();
    expect(await sent).toMatchObject({ confirmed: true });
    expect(nodes[1]!.requests).not.toContain("author_submitExtrinsic");
    expect(weightCalls(test)).toBe(1);
  });

  test("behavior: in doubt nothing is sent until the doubt is over, and what had landed is found", async () => {
    const test = await bed({ nodes: 1, adapter: { callTimeoutMs: 150, patienceMs: 0 } });
    const { fake, nodes, chain, netuid } = test;
    const { number } = await chain.head();
    fake.paused = true;
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toEqual({
      code: "chain_transport",
      name: undefined,
      until: number + 6,
    });
    // It is still in the pool and may land: a second call is not made.
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toMatchObject({ code: "chain_transport" });
    expect(fake.pooled).toBe(1);
    fake.paused = false;
    fake.produce();
    await chain.waitForBlock(number + 1);
    expect(await chain.setWeights(alice, netuid, WINNER)).toEqual({
      mode: "plain",
      block: number + 1,
      confirmed: true,
    });
    expect(weightCalls(test)).toBe(1);
    expect(nodes[0]!.requests.filter((method) => method === "author_submitExtrinsic")).toHaveLength(1);
  });

  test("behavior: in doubt about a call that never landed, the next one is sent when it is dead", async () => {
    const test = await bed({ adapter: { callTimeoutMs: 150 } });
    const { fake, chain, netuid } = test;
    const { number } = await chain.head();
    fake.paused = true;
    await failureOf(chain.setWeights(alice, netuid, WINNER));
    fake.emptyPool();
    fake.produce(5);
    await chain.waitForBlock(number + 5);
    expect(await failureOf(chain.setWeights(alice, netuid, WINNER))).toMatchObject({ code: "chain_transport" });
    fake.produce();
    await chain.waitForBlock(number + 6);
    fake.paused = false;
    expect(await chain.setWeights(alice, netuid, WINNER)).toMatchObject({ confirmed: true });
    expect(weightCalls(test)).toBe(1);
  });

  test("behavior: two calls of weights at once take turns, and the chain's rate limit meets the second", async () => {
    const test = await bed();
    const { chain, netuid } = test;
    const both = await Promise.allSettled([
      chain.setWeights(alice, netuid, WINNER),
      chain.setWeights(alice, netuid, WINNER),
    ]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(weightCalls(test)).toBe(1);
  });

  test("behavior: closing the chain ends what waits", async () => {
    const { fake, chain, netuid } = await bed();
    fake.paused = true;
    const sent = failureOf(chain.setWeights(alice, netuid, WINNER));
    const wait = failureOf(chain.waitForBlock(fake.best.number + 50));
    await until(() => fake.pooled === 1);
    await chain.close();
    expect([(await sent).code, (await wait).code]).toEqual(["chain_transport", "chain_transport"]);
  });
});
