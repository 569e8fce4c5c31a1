import { describe, expect, test } from "vitest";
import { readBeacon } from "../../../src/chain/subtensor/reads/read-beacon.ts";
import { readCommitments } from "../../../src/chain/subtensor/reads/read-commitments.ts";
import { readLastUpdate } from "../../../src/chain/subtensor/reads/read-last-update.ts";
import { readWeights } from "../../../src/chain/subtensor/reads/read-weights.ts";
import { State } from "../../../src/chain/subtensor/reads/state.ts";
import { codecsOf } from "../../../src/chain/subtensor/runtime/codecs.ts";
import { Runtime } from "../../../src/chain/subtensor/runtime/runtime.ts";
import type { Session } from "../../../src/chain/subtensor/session/session.ts";
import { QUICKNET } from "../../../src/chain/timelock/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { encodeAddress, keyFromUri } from "../../../src/wallet/index.ts";
import { FakeStorage, type Hex } from "../fake-subtensor/index.ts";
import { BUILT_V16, SPEC_VERSION } from "../metadata/index.ts";

setLogLevel("silent");
const S = "SubtensorModule";
const VERSION = { specName: "node-subtensor", specVersion: SPEC_VERSION, transactionVersion: 1 };

type Answers = (method: string, params: readonly unknown[]) => unknown;

/** A node's storage as the adapter reads it; `lie` takes the place of an answer. */
async function stateOver(storage: FakeStorage, lie?: Answers): Promise<{ state: State; asked: string[] }> {
  const asked: string[] = [];
  const honest: Answers = (method, params) => {
    if (method === "state_queryStorageAt") {
      const keys = params[0] as Hex[];
      return [{ changes: keys.map((key) => [key, storage.raw.get(key) ?? null]) }];
    }
    const [prefix, count, after] = params as [string, number, string | null];
    const keys = [...storage.raw.keys()].filter((key) => key.startsWith(prefix)).sort();
    return keys.slice(after === null ? 0 : keys.indexOf(after as Hex) + 1).slice(0, count);
  };
  const request = (method: string, params: readonly unknown[]): Promise<unknown> => {
    asked.push(method);
    return Promise.resolve(lie?.(method, params) ?? honest(method, params));
  };
  const runtime = new Runtime(VERSION, await codecsOf(BUILT_V16.raw));
  const block = { number: 1, hash: `0x${"00".repeat(32)}` as const };
  return { state: new State({ connection: { request } } as unknown as Session, runtime, block), asked };
}

const hotkeyOf = (number: number): string => {
  const publicKey = Buffer.alloc(32);
  publicKey.writeUInt32BE(number + 1);
  return encodeAddress(publicKey);
};

function commitments(count: number): FakeStorage {
  const storage = new FakeStorage(BUILT_V16);
  for (let number = 0; number < count; number += 1) {
    const info = [{ type: "Raw2", value: `0x${number.toString(16).padStart(2, "0").slice(-2)}`.padEnd(6, "41") }];
    storage.set("Commitments", "CommitmentOf", [120, hotkeyOf(number)], { deposit: 0n, block: number, info });
  }
  return storage;
}

describe("entries by page", () => {
  test.each([
    [0, 1],
    [1, 1],
    [511, 1],
    [512, 2],
    [513, 2],
    [1025, 3],
  ])("behavior: %i commitments take %i pages of keys, and all of them are read", async (count, pages) => {
    const { state, asked } = await stateOver(commitments(count));
    const found = await readCommitments(state, 120);
    const known = Array.from({ length: count }, (_, number) => hotkeyOf(number));
    // Those whose bytes are no UTF-8 have no text; every other one is there with its block.
    const readable = known.filter((_, number) => (number & 0xff) < 0x80);
    expect(new Set(found.keys())).toEqual(new Set(readable));
    for (const [number, hotkey] of known.entries()) {
      if (found.has(hotkey)) expect(found.get(hotkey)?.block).toBe(number);
    }
    expect(asked.filter((method) => method === "state_getKeysPaged")).toHaveLength(pages);
  });

  test("error: a node that has no end of keys is not believed", async () => {
    let next = 0;
    const prefix = (await stateOver(commitments(1))).state.runtime.storageKey("Commitments", "CommitmentOf", 120);
    const { state, asked } = await stateOver(new FakeStorage(BUILT_V16), (method) => {
      if (method !== "state_getKeysPaged") return undefined;
      return Array.from({ length: 512 }, () => `${prefix}${(next += 1).toString(16).padStart(80, "0")}`);
    });
    await expect(readCommitments(state, 120)).rejects.toMatchObject({
      code: "chain_decode",
      message: expect.stringContaining("more than 20000 entries") as unknown,
    });
    expect(asked.length).toBeLessThanOrEqual(41);
  });

  test("error: values that nobody asked for are not taken", async () => {
    const storage = new FakeStorage(BUILT_V16);
    storage.set(S, "Weights", [120, 5], [[1, 65_535]]);
    const stranger = new FakeStorage(BUILT_V16);
    stranger.set(S, "Weights", [120, 6], [[2, 65_535]]);
    const [[key, value] = ["0x", "0x"]] = stranger.raw;
    const { state } = await stateOver(storage, (method, params) =>
      method === "state_queryStorageAt"
        ? [{ changes: [...(params[0] as Hex[]).map((one) => [one, storage.raw.get(one)]), [key, value]] }]
        : undefined,
    );
    expect(await readWeights(state, 120)).toEqual(new Map([[5, new Map([[1, 65_535]])]]));
  });
});

test("default: weights are by uid of the validator in order, without zeros", async () => {
  const storage = new FakeStorage(BUILT_V16);
  storage.set(S, "Weights", [120, 300], [[7, 1]]);
  storage.set(
    S,
    "Weights",
    [120, 2],
    [
      [1, 65_535],
      [4, 0],
    ],
  );
  storage.set(S, "Weights", [121, 3], [[9, 9]]);
  const weights = await readWeights((await stateOver(storage)).state, 120);
  expect([...weights].map(([uid, row]) => [uid, [...row]])).toEqual([
    [2, [[1, 65_535]]],
    [300, [[7, 1]]],
  ]);
});

test("default: the last update is the hotkey's own; without a uid or an entry it is 0", async () => {
  const storage = new FakeStorage(BUILT_V16);
  const [alice, bob, eve] = ["//Alice", "//Bob", "//Eve"].map((uri) => keyFromUri(uri).address);
  storage.set(S, "Uids", [120, alice], 1);
  storage.set(S, "Uids", [120, bob], 2);
  storage.set(S, "LastUpdate", [120], [11n, 22n]);
  const { state } = await stateOver(storage);
  const blocks = await Promise.all([alice, bob, eve].map((hotkey) => readLastUpdate(state, 120, hotkey!)));
  expect(blocks).toEqual([22, 0, 0]);
});

describe("the chain's beacon", () => {
  const named = (changes: object = {}): FakeStorage => {
    const storage = new FakeStorage(BUILT_V16);
    const config = { public_key: new Uint8Array(96).fill(9), period: 5, genesis_time: 1_700_000_000 };
    const rest = { hash: "", group_hash: "", scheme_id: "", metadata: "" };
    const bytes = Object.fromEntries(Object.keys(rest).map((name) => [name, new Uint8Array(2)]));
    storage.set("Drand", "BeaconConfig", [], { ...config, ...bytes, ...changes });
    storage.set("Drand", "LastStoredRound", [], 77n);
    return storage;
  };
  const read = async (storage: FakeStorage, pinned: boolean) => readBeacon((await stateOver(storage)).state, pinned);

  test("default: the one that the chain names, in milliseconds; where nothing is set, drand's quicknet", async () => {
    const own = await read(named(), false);
    expect(own).toMatchObject({ genesisMs: 1_700_000_000_000, periodMs: 5_000, lastRound: 77 });
    expect(Buffer.from(own.publicKey)).toEqual(Buffer.alloc(96, 9));
    expect(await read(new FakeStorage(BUILT_V16), false)).toEqual({ ...QUICKNET, lastRound: 0 });
  });

  test("behavior: on a network with a name it is quicknet, whatever the endpoint says", async () => {
    expect(await read(named(), true)).toEqual({ ...QUICKNET, lastRound: 77 });
  });

  test.each([
    ["a key of 95 bytes", { public_key: new Uint8Array(95) }],
    ["a key of 97 bytes", { public_key: new Uint8Array(97) }],
    ["no period", { period: 0 }],
  ])("error: %s", async (_, changes) => {
    await expect(read(named(changes), false)).rejects.toMatchObject({ code: "chain_decode" });
    // What is not used need not be sound.
    expect(await read(named(changes), true)).toMatchObject({ periodMs: 3_000 });
  });
});
