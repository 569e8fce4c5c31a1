import { rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NETUID, otherKey, RULES, sampleRecord, validatorKey } from "../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../test/integration/records/temporary-folder.ts";
import { draftShard, type EncodedShard, encodeShard, shardMessage, type ShardRecord } from "../record/index.ts";
import { FsStore, readShards, shardKey, ShardReader, type ShardRead, type ReadProblem } from "./index.ts";

const chain = { netuid: NETUID, hotkey: validatorKey.address };
const keyOf = (seq: number): string => shardKey({ ...chain, seq });

/** Stored bytes and hashes of a chain: shard `seq` holds records `2 seq` and `2 seq + 1`. */
function makeChain(length: number, key = validatorKey): EncodedShard[] {
  const shards: EncodedShard[] = [];
  for (let seq = 0; seq < length; seq += 1) {
    const records = [sampleRecord(2 * seq), sampleRecord(2 * seq + 1)];
    const draft = draftShard({
      netuid: NETUID,
      hotkey: validatorKey.address,
      seq,
      previous: shards.at(-1)?.headerHash ?? null,
      records,
      heads: [],
      rules: RULES,
      atMs: seq,
    });
    shards.push(encodeShard(draft, key.sign(shardMessage(draft.header))));
  }
  return shards;
}

const shards = makeChain(6);

async function storeOf(seqs: readonly number[]): Promise<{ store: FsStore; path: (seq: number) => string }> {
  const folder = await temporaryFolder();
  const store = await FsStore.open(folder);
  for (const seq of seqs) await store.putOnce(keyOf(seq), shards[seq]!.bytes);
  return { store, path: (seq) => join(folder, keyOf(seq)) };
}

async function walk(reader: ShardReader): Promise<{ seqs: number[]; problems: [number, string][] }> {
  const found: (ShardRead | ReadProblem)[] = [];
  for await (const item of reader.walk()) found.push(item);
  return {
    seqs: found.flatMap((item) => (item.kind === "shard" ? [item.header.seq] : [])),
    problems: found.flatMap((item) =>
      item.kind === "problem"
        ? [[Number(/(\d+)\.ndjson/.exec(item.key)?.[1] ?? -1), item.reason] as [number, string]]
        : [],
    ),
  };
}

describe("reading a chain", () => {
  test("default: all records with their proof", async () => {
    const { store } = await storeOf([0, 1, 2]);
    const records: ShardRecord[] = [];
    const proofs: string[] = [];
    for await (const found of readShards(store, chain)) {
      if (found.kind === "problem") throw new Error(found.message);
      records.push(found.record);
      proofs.push(`${found.proof.key}#${found.proof.line}`);
    }
    expect(records).toEqual([0, 1, 2, 3, 4, 5].map((number) => sampleRecord(number)));
    expect(proofs).toEqual([0, 1, 2].flatMap((seq) => [2, 3].map((line) => `${keyOf(seq)}#${line}`)));
  });

  test("default: nothing there is nothing to read", async () => {
    const reader = new ShardReader((await storeOf([])).store, chain);
    expect(await walk(reader)).toEqual({ seqs: [], problems: [] });
    expect(reader.position).toEqual({ last: null, holes: [] });
  });

  test("behavior: goes on where it stopped, also from a position kept as JSON", async () => {
    const { store } = await storeOf([0, 1]);
    const reader = new ShardReader(store, chain);
    expect((await walk(reader)).seqs).toEqual([0, 1]);
    expect((await walk(reader)).seqs).toEqual([]);
    await store.putOnce(keyOf(2), shards[2]!.bytes);
    expect(await walk(reader)).toEqual({ seqs: [2], problems: [] });
    await store.putOnce(keyOf(3), shards[3]!.bytes);
    const from = JSON.parse(JSON.stringify(reader.position)) as ShardReader["position"];
    expect(from.last).toEqual({ seq: 2, v: 2, hash: shards[2]!.hash, headerHash: shards[2]!.headerHash });
    expect(await walk(new ShardReader(store, { ...chain, from }))).toEqual({ seqs: [3], problems: [] });
  });

  test("behavior: stopping in the middle hands out the rest next time", async () => {
    const reader = new ShardReader((await storeOf([0, 1, 2])).store, chain);
    for await (const found of reader.walk()) {
      expect(found).toMatchObject({ kind: "shard", header: { seq: 0 } });
      break;
    }
    expect((await walk(reader)).seqs).toEqual([1, 2]);
  });
});

describe("reading a chain with faults", () => {
  test("error: a truncated shard is named once, the rest is read, and it is read when it is repaired", async () => {
    const { store, path } = await storeOf([0, 1, 2, 3]);
    await truncate(path(1), 200);
    const reader = new ShardReader(store, chain);
    expect(await walk(reader)).toEqual({ seqs: [0, 2, 3], problems: [[1, "gzip_truncated"]] });
    expect(await walk(reader)).toEqual({ seqs: [], problems: [] });
    await writeFile(path(1), shards[1]!.bytes);
    const { position } = reader;
    expect(await walk(reader)).toEqual({ seqs: [1], problems: [] });
    expect(reader.position.holes).toEqual([]);
    expect((await walk(new ShardReader(store, { ...chain, from: position }))).seqs).toEqual([1]);
  });

  test("error: a broken last shard is read again until it is whole", async () => {
    const { store, path } = await storeOf([0, 1]);
    await truncate(path(1), 200);
    const reader = new ShardReader(store, chain);
    expect(await walk(reader)).toEqual({ seqs: [0], problems: [[1, "gzip_truncated"]] });
    expect(await walk(reader)).toEqual({ seqs: [], problems: [] });
    await writeFile(path(1), shards[1]!.bytes);
    await store.putOnce(keyOf(2), shards[2]!.bytes);
    expect(await walk(reader)).toEqual({ seqs: [1, 2], problems: [] });
  });

  test("error: missing shards are named, one report a stretch, and read when they come", async () => {
    const { store, path } = await storeOf([0, 1, 3, 5]);
    await rm(path(1));
    const reader = new ShardReader(store, chain);
    expect(await walk(reader)).toEqual({
      seqs: [0, 3, 5],
      problems: [
        [1, "missing"],
        [4, "missing"],
      ],
    });
    await store.putOnce(keyOf(2), shards[2]!.bytes);
    await store.putOnce(keyOf(1), shards[1]!.bytes);
    expect(await walk(reader)).toEqual({ seqs: [1, 2], problems: [] });
    expect(reader.position.holes.map(({ seq }) => seq)).toEqual([4]);
  });

  test("error: a missing beginning", async () => {
    const reader = new ShardReader((await storeOf([2, 3])).store, chain);
    expect(await walk(reader)).toEqual({ seqs: [2, 3], problems: [[0, "missing"]] });
  });

  test("error: a forged shard, in its middle and at its end", async () => {
    const forged = makeChain(6, otherKey);
    const { store, path } = await storeOf([0, 1, 2]);
    await writeFile(path(1), forged[1]!.bytes);
    await writeFile(path(2), forged[2]!.bytes);
    const reader = new ShardReader(store, chain);
    expect(await walk(reader)).toEqual({
      seqs: [0],
      problems: [
        [1, "signature"],
        [2, "signature"],
      ],
    });
    expect(reader.position.last?.seq).toBe(0);
  });

  test("error: shards that changed places", async () => {
    const { store, path } = await storeOf([0, 1, 2, 3]);
    await rename(path(1), `${path(1)}.aside`);
    await rename(path(2), path(1));
    await rename(`${path(1)}.aside`, path(2));
    expect(await walk(new ShardReader(store, chain))).toEqual({
      seqs: [0, 3],
      problems: [
        [1, "wrong_place"],
        [2, "wrong_place"],
      ],
    });
  });

  test("error: a shard that follows another one than the one there", async () => {
    // The owner signed two chains: shard 1 of the second stands between shards of the first.
    const draft = draftShard({
      ...chain,
      seq: 1,
      previous: shards[0]!.headerHash,
      records: [sampleRecord(99)],
      heads: [],
      rules: RULES,
      atMs: 9,
    });
    const second = encodeShard(draft, validatorKey.sign(shardMessage(draft.header)));
    const { store, path } = await storeOf([0, 1, 2, 3]);
    await writeFile(path(1), second.bytes);
    expect(await walk(new ShardReader(store, chain))).toEqual({
      seqs: [0, 1, 2, 3],
      problems: [[2, "wrong_previous"]],
    });

    // The same when it comes late: the successor has said which shard it follows.
    await rm(path(1));
    const reader = new ShardReader(store, chain);
    expect(await walk(reader)).toEqual({ seqs: [0, 2, 3], problems: [[1, "missing"]] });
    await writeFile(path(1), second.bytes);
    expect(await walk(reader)).toEqual({ seqs: [1], problems: [[1, "wrong_previous"]] });
  });

  test("error: objects that are no shards do not lead astray", async () => {
    const { store } = await storeOf([0, 1]);
    const garbage = Buffer.from("garbage");
    await store.putOnce(`records/${NETUID}/${chain.hotkey}/notes.txt`, garbage);
    await store.putOnce(`records/${NETUID}/${chain.hotkey}/0000000001.ndjson.gz.bak`, garbage);
    await store.putOnce(keyOf(9_999_999_999), garbage);
    const reader = new ShardReader(store, chain);
    const first = await walk(reader);
    expect(first.seqs).toEqual([0, 1]);
    expect(first.problems.map(([, reason]) => reason).sort()).toEqual([
      "gzip_corrupt",
      "misplaced_object",
      "misplaced_object",
    ]);
    // A far garbage object does not move the position past what is still to come.
    await store.putOnce(keyOf(2), shards[2]!.bytes);
    expect(await walk(reader)).toEqual({ seqs: [2], problems: [] });
  });

  test("error: a gap of millions is one report", async () => {
    const draft = draftShard({
      ...chain,
      seq: 5_000_000,
      previous: "a".repeat(64),
      records: [sampleRecord(0)],
      heads: [],
      rules: RULES,
      atMs: 9,
    });
    const { store } = await storeOf([0]);
    await store.putOnce(keyOf(5_000_000), encodeShard(draft, validatorKey.sign(shardMessage(draft.header))).bytes);
    const reader = new ShardReader(store, chain);
    // A chain with so large a hole ends there, for whoever reads it.
    expect(await walk(reader)).toEqual({ seqs: [0], problems: [[1, "missing"]] });
    expect(reader.position.holes).toEqual([]);
  });

  test("behavior: with more holes than are remembered a chain ends, until they are filled: all readers read the same", async () => {
    const long = makeChain(150);
    const folder = await temporaryFolder();
    const store = await FsStore.open(folder);
    const put = (seq: number) => store.putOnce(keyOf(seq), long[seq]!.bytes);
    // Every other one of the first hundred and forty is missing: seventy holes.
    for (let seq = 0; seq < 150; seq += 1) if (seq % 2 === 0 || seq >= 140) await put(seq);
    const running = new ShardReader(store, chain);
    const first = await walk(running);
    expect(first.seqs.at(-1)).toBe(128);
    expect(running.position.holes.length).toBe(64);
    for (let seq = 1; seq < 140; seq += 2) await put(seq);
    const later = await walk(running);
    const all = Array.from({ length: 150 }, (_, seq) => seq);
    expect([...first.seqs, ...later.seqs].sort((a, b) => a - b)).toEqual(all);
    expect((await walk(new ShardReader(store, chain))).seqs).toEqual(all);
  });

  test("error: broken shards without end", async () => {
    const { store } = await storeOf([0]);
    for (let seq = 1; seq < 100; seq += 1) await store.putOnce(keyOf(seq), Buffer.from("x"));
    const { seqs, problems } = await walk(new ShardReader(store, chain));
    expect([seqs, problems.length]).toEqual([[0], 65]);
  });
});
