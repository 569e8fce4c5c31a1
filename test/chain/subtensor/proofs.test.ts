import { describe, expect, test } from "vitest";
import { SubtensorChain } from "../../../src/chain/subtensor/index.ts";
import type { AffineError } from "../../../src/core/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { BUILT_V16 } from "../metadata/index.ts";
import { FakeChain, FakeEndpoint, toHex, type Hex } from "../fake-subtensor/index.ts";
import { KEPT_HASHES } from "../fake-subtensor/fake-header.ts";
import { alice, bedOn, bob, change, WINNER, type Bed } from "./bed.ts";

setLogLevel("silent");

const S = "SubtensorModule";
const bed = (
  options: { nodes?: number; proofs?: number; patienceMs?: number; unfinal?: number } = {},
): Promise<Bed> => {
  const { nodes = 2, proofs = 2, patienceMs, ...others } = options;
  const adapter = { proofs, ...(patienceMs === undefined ? {} : { patienceMs }) };
  return bedOn(BUILT_V16)({ ...others, nodes, realHeaders: true, adapter });
};

const weightsKey = (netuid: number, uid: number): Hex => BUILT_V16.storage(S, "Weights").keys.enc(netuid, uid) as Hex;
const weightsRow = (row: readonly [number, number][]): Hex => toHex(BUILT_V16.storage(S, "Weights").value.enc(row));

async function untruth(action: Promise<unknown>): Promise<AffineError> {
  const thrown: unknown = await action.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({ code: "chain_untrue", exitCode: 4, retryable: false });
  return thrown as AffineError;
}

type Changes = { changes: [Hex, Hex | null][] }[];

/** An endpoint that says that keys hold something else. */
function lieAbout(node: FakeEndpoint, values: ReadonlyMap<Hex, Hex | null>): void {
  node.rewrite = (method, _params, result) => {
    if (method !== "state_queryStorageAt") return result;
    return (result as Changes).map(({ changes }) => ({
      changes: changes.map(([key, value]) => [key, values.has(key) ? values.get(key) : value]),
    }));
  };
}

/** Reads that are proved against state roots. Against FAKE nodes whose headers and proofs are real: see fake-chain.ts. */
describe("proofs (fake nodes)", () => {
  test("default: everything is read as without them, each storage read with a proof", async () => {
    const { fake, nodes, chain, netuid } = await bed();
    await chain.setWeights(alice, netuid, WINNER);
    await chain.setCommitment(bob, netuid, "here");
    const plain = new SubtensorChain({ endpoint: nodes[0]!.url });
    const head = await chain.head();
    for (const read of ["weights", "metagraph", "hyperparameters", "commitments", "epoch"] as const) {
      expect([read, await chain[read](netuid, head)]).toEqual([read, await plain[read](netuid, head)]);
    }
    expect(await chain.timestampMs(head)).toBe(await plain.timestampMs(head));
    for (const number of [0, 1, head.number - 1, head.number]) {
      expect(await chain.blockHash(number)).toBe(fake.blocks[number]!.hash);
    }
    expect(nodes[0]!.requests).toContain("state_getReadProof");
    // The second is asked for hashes alone.
    expect(new Set(nodes[1]!.requests.filter((method) => method.startsWith("state_")))).toEqual(new Set());
    await plain.close();
  });

  test("error: other weights than the state has: who, what it claimed, what is proved", async () => {
    const one = await bed();
    const { nodes, chain, netuid } = one;
    change(one, (storage) => storage.set(S, "Weights", [netuid, 0], [[1, 65_535]]));
    lieAbout(nodes[0]!, new Map([[weightsKey(netuid, 0), weightsRow([[0, 65_535]])]]));
    const { number } = await chain.head();
    const error = await untruth(chain.weights(netuid));
    expect(error.message).toBe(
      `${nodes[0]!.url} does not tell the truth about SubtensorModule.Weights of block ${number}: ` +
        `claimed [${netuid},0] [[0,65535]]; proved [${netuid},0] [[1,65535]].`,
    );
    expect(error.details).toMatchObject({ endpoint: nodes[0]!.url, proved: `[${netuid},0] [[1,65535]]` });
    // Whoever goes on, as a validator does, asks the other one.
    expect(await chain.weights(netuid)).toEqual(new Map([[0, new Map([[1, 65_535]])]]));
    expect((await chain.health()).endpoint).toBe(nodes[1]!.url);
  });

  test("error: a row that is hidden, and one that is made up", async () => {
    const rows: readonly [number, number][][] = [[[1, 7]], [[0, 9]]];
    const one = await bed();
    const { nodes, chain, netuid } = one;
    change(one, (storage) => {
      for (const [uid, row] of rows.entries()) storage.set(S, "Weights", [netuid, uid], row);
    });
    nodes[0]!.rewrite = (method, _params, result) =>
      method === "state_getKeysPaged" ? (result as Hex[]).slice(0, 1) : result;
    const hidden = await untruth(chain.weights(netuid));
    expect(hidden.message).toMatch(/SubtensorModule\.Weights of block \d+: claimed .*proved /);
    nodes[0]!.rewrite = undefined;
    nodes[1]!.rewrite = (method, params, result) => {
      if (method === "state_getKeysPaged") return [...(result as Hex[]), weightsKey(netuid, 5)];
      if (method !== "state_queryStorageAt") return result;
      const made = (params[0] as Hex[]).filter((key) => key === weightsKey(netuid, 5));
      return [{ changes: [...(result as Changes)[0]!.changes, ...made.map((key) => [key, weightsRow([[1, 1]])])] }];
    };
    const madeUp = await untruth(chain.weights(netuid));
    expect(madeUp.message).toContain(`claimed [${netuid},5] [[1,1]]; proved [${netuid},5] nothing`);
    expect(madeUp.details).toMatchObject({ endpoint: nodes[1]!.url });
    expect((await chain.weights(netuid)).size).toBe(2);
  });

  test.each([
    ["last updates", "last_update", (values: bigint[]) => values.map((value) => value + 1n)],
    ["validator permits", "validator_permit", (values: boolean[]) => values.map((value) => !value)],
    ["hotkeys", "hotkeys", (values: string[]) => values.toReversed()],
  ])("error: a metagraph of other %s than the state has", async (name, field, edit) => {
    const { nodes, chain, netuid } = await bed();
    await chain.head();
    const codec = BUILT_V16.builder.buildRuntimeCall("SubnetInfoRuntimeApi", "get_selective_metagraph");
    nodes[0]!.rewrite = (method, params, result) => {
      if (method !== "state_call" || !String(params[0]).includes("selective_metagraph")) return result;
      const graph = codec.value.dec(result as Hex) as Record<string, unknown>;
      return toHex(codec.value.enc({ ...graph, [field]: (edit as (values: unknown) => unknown)(graph[field]) }));
    };
    const error = await untruth(chain.metagraph(netuid));
    expect(error.message).toContain(`${nodes[0]!.url} does not tell the truth about the metagraph's ${name} of block`);
    expect((await chain.metagraph(netuid)).neurons.map(({ hotkey }) => hotkey)).toEqual([alice.address, bob.address]);
  });

  test("error: a beacon that is not the chain's: who, what it claimed, what is proved", async () => {
    const { fake, nodes, chain } = await bed();
    const { number } = await chain.head();
    const wrong = `0x${"ab".repeat(32)}`;
    nodes[0]!.rewrite = (method, params, result) =>
      method === "chain_getBlockHash" && params[0] === number - 3 ? wrong : result;
    const error = await untruth(chain.blockHash(number - 3));
    const right = fake.blocks[number - 3]!.hash;
    expect(error.message).toBe(
      `${nodes[0]!.url} does not tell the truth about the hash of block ${number - 3}: claimed ${wrong}; proved ${right}.`,
    );
    expect(await chain.blockHash(number - 3)).toBe(right);
  });

  test("error: a block that is said not to be there, and a subnet", async () => {
    const { fake, nodes, chain, netuid } = await bed({ nodes: 3 });
    const { number } = await chain.head();
    nodes[0]!.rewrite = (method, params, result) =>
      method === "chain_getBlockHash" && params[0] === number - 2 ? null : result;
    expect((await untruth(chain.blockHash(number - 2))).message).toContain(
      `claimed that there is none; proved ${fake.blocks[number - 2]!.hash}`,
    );
    await chain.head();
    nodes[1]!.rewrite = (method, params, result) =>
      method === "state_call" && String(params[0]).includes("selective_metagraph") ? "0x00" : result;
    expect((await untruth(chain.metagraph(netuid))).message).toContain(
      "claimed that there is none; proved it is there",
    );
    expect((await chain.metagraph(netuid)).neurons).toHaveLength(2);
  });

  test("behavior: of blocks whose hash the state keeps no more, several endpoints must say the same", async () => {
    const { fake, nodes, chain } = await bed();
    fake.produce(KEPT_HASHES + 5);
    await chain.waitForBlock(fake.best.number);
    expect(await chain.blockHash(2)).toBe(fake.blocks[2]!.hash);
    const wrong = fake.blocks[4]!.hash;
    nodes[0]!.rewrite = (method, params, result) =>
      method === "chain_getBlockHash" && params[0] === 3 ? wrong : result;
    const error = await untruth(chain.blockHash(3));
    expect(error.message).toMatch(/block 3/);
    expect(error.message).toContain(wrong);
  });

  test("error: a header that is not the block's", async () => {
    const { nodes, chain, netuid } = await bed();
    const head = await chain.head();
    nodes[0]!.rewrite = (method, params, result) =>
      method === "chain_getHeader" && params[0] === head.hash
        ? { ...(result as object), stateRoot: `0x${"cd".repeat(32)}` }
        : result;
    expect((await untruth(chain.weights(netuid, head))).message).toContain(`the header of block ${head.number}`);
  });

  test.each([
    ["none of its parts", (parts: Hex[]) => parts.slice(0, 0)],
    ["one part less", (parts: Hex[]) => parts.slice(1)],
    ["a part changed", (parts: Hex[]) => parts.map((part): Hex => `${part}00`)],
  ])("error: a proof with %s proves nothing", async (_, edit) => {
    const { nodes, chain, netuid } = await bed();
    const head = await chain.head();
    nodes[0]!.rewrite = (method, _params, result) =>
      method === "state_getReadProof" ? { proof: edit((result as { proof: Hex[] }).proof) } : result;
    expect((await untruth(chain.weights(netuid, head))).message).toMatch(/proved nothing \(The proof is none/);
  });

  test("error: two endpoints with two final blocks of one number: both, and what each claims", async () => {
    const { fake, nodes, chain } = await bed();
    await chain.head();
    fake.produce();
    const other = `0x${"ef".repeat(32)}`;
    nodes[1]!.rewrite = (method, params, result) =>
      method === "chain_getBlockHash" && params[0] === fake.best.number ? other : result;
    const error = await untruth(chain.waitForBlock(fake.best.number));
    for (const part of [nodes[0]!.url, fake.best.hash, nodes[1]!.url, other]) expect(error.message).toContain(part);
  });

  test("behavior: one that has a block a little later is waited for; one that never has it is told", async () => {
    const { fake, nodes, chain } = await bed({ patienceMs: 400 });
    const { number } = await chain.head();
    nodes[1]!.visible = number;
    fake.produce();
    await expect(chain.waitForBlock(number + 1)).rejects.toMatchObject({
      code: "chain_stale",
      message: expect.stringContaining(`only 1 of 2 endpoints say that it is final`) as unknown,
    });
    nodes[1]!.visible = Infinity;
    fake.produce();
    expect((await chain.head()).number).toBeGreaterThan(number);
  });

  test("behavior: of three, one may be away", async () => {
    const { fake, nodes, chain, netuid } = await bed({ nodes: 3 });
    await nodes[1]!.close();
    fake.produce();
    expect((await chain.metagraph(netuid)).neurons).toHaveLength(2);
    expect(nodes[2]!.requests).toContain("chain_getBlockHash");
  });

  test("error: a node that gives no proofs is told by name", async () => {
    const { nodes, chain } = await bed();
    for (const node of nodes) node.lacks.add("state_getReadProof");
    await expect(chain.timestampMs()).rejects.toMatchObject({
      code: "chain_decode",
      message: expect.stringContaining(`${nodes[0]!.url} does not know state_getReadProof`) as unknown,
    });
  });

  test("error: fewer endpoints than must agree; proofs:1 takes one at its word about which blocks there are", async () => {
    expect(() => new SubtensorChain({ endpoint: "ws://127.0.0.1:1", proofs: 2 })).toThrow(
      /2 endpoints must agree on final blocks, and one is named/,
    );
    const { nodes, chain, netuid } = await bed({ nodes: 1, proofs: 1 });
    expect((await chain.weights(netuid)).size).toBe(0);
    lieAbout(nodes[0]!, new Map([[BUILT_V16.storage(S, "Tempo").keys.enc(netuid) as Hex, "0x0100"]]));
    expect((await untruth(chain.hyperparameters(netuid))).message).toContain("SubtensorModule.Tempo");
  });

  test("behavior: witnesses are asked for hashes, and never used", async () => {
    const fake = new FakeChain({ realHeaders: true });
    fake.produce(3);
    const [archive, witness] = [await FakeEndpoint.start(fake), await FakeEndpoint.start(fake)];
    const adapter = { patienceMs: 300, witnesses: witness.url, proofs: 2 };
    const chain = new SubtensorChain({ endpoint: archive.url, ...adapter });
    expect(await chain.blockHash(1)).toBe(fake.blocks[1]!.hash);
    await archive.close();
    await expect(chain.epoch(120)).rejects.toMatchObject({ code: "chain_transport" });
    expect(witness.requests.filter((method) => method.startsWith("state_"))).toEqual([]);
    await Promise.all([chain.close(), witness.close()]);
  });

  test("error: metadata of another shape: what a proof says cannot be read without believing the endpoint", async () => {
    const one = await bed();
    one.fake.upgrade(425, { text: "LastUpdate", by: "LastUpdat3" });
    change(one, () => undefined);
    await expect(one.chain.metagraph(one.netuid)).rejects.toMatchObject({ code: "chain_decode" });
  });
});
