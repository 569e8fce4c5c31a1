import { appendFile, mkdir, readdir, readFile, rm, rmdir, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  NETUID,
  otherKey,
  RULES,
  sampleRecord,
  sampleTranscript,
  sampleWithTranscript,
  validatorKey,
} from "../../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { AffineError } from "../../core/index.ts";
import {
  decodeShard,
  HEADER_STALE,
  recordKey,
  rolloutKey,
  shardMessage,
  type ShardHeader,
  type ShardRecord,
} from "../../record/index.ts";
import {
  FsStore,
  readShards,
  readTranscript,
  RecordLog,
  type RecordLogOptions,
  shardKey,
  type Store,
} from "../index.ts";
import { encodeSegmentLine } from "./segment-line.ts";

const { address: hotkey } = validatorKey;
const chain = { netuid: NETUID, hotkey };
const sign = (header: ShardHeader): Uint8Array => validatorKey.sign(shardMessage(header));

async function openLog(folder: string, changes: Partial<RecordLogOptions> = {}): Promise<RecordLog> {
  const log = await RecordLog.open({ folder, ...chain, rules: RULES, signHeader: sign, ...changes });
  onTestFinished(() => log.close());
  return log;
}

async function sealedRecords(store: Store): Promise<ShardRecord[]> {
  const records: ShardRecord[] = [];
  for await (const found of readShards(store, chain)) {
    if (found.kind === "problem") throw new Error(`${found.key}: ${found.message}`);
    records.push(found.record);
  }
  return records;
}

const journal = (folder: string): string => join(folder, "journal", "records", String(NETUID), hotkey);
const byKey = (records: readonly ShardRecord[]): string[] => records.map(recordKey).sort();

/** A store elsewhere that can be switched off. */
class DistantStore implements Store {
  readonly location = "distant:";
  readonly #inner: Store;
  down = false;
  refused = 0;

  constructor(inner: Store) {
    this.#inner = inner;
  }

  putOnce(key: string, bytes: Uint8Array): Promise<"created" | "exists"> {
    this.#check();
    return this.#inner.putOnce(key, bytes);
  }

  get(key: string): Promise<Uint8Array | undefined> {
    this.#check();
    return this.#inner.get(key);
  }

  head(key: string): Promise<{ bytes: number } | undefined> {
    this.#check();
    return this.#inner.head(key);
  }

  list(prefix: string, after?: string): AsyncIterable<string> {
    this.#check();
    return this.#inner.list(prefix, after);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #check(): void {
    if (this.down) this.refused += 1;
    if (this.down) throw new AffineError("store_transport", "The store is down.");
  }
}

describe("a store that fails while shards are sealed", () => {
  test("behavior: a seal is no reason to ask it sooner: one back-off, whatever is sealed meanwhile", async () => {
    const remote = new DistantStore(await FsStore.open(await temporaryFolder()));
    const log = await openLog(await temporaryFolder(), { store: remote });
    await log.append(sampleRecord(0));
    await log.seal();
    remote.down = true;
    for (let n = 1; n <= 12; n += 1) {
      await log.append(sampleRecord(n));
      await log.seal({ inTurn: true });
    }
    // The first one, and what the timer does of its own within the time that this takes.
    expect(remote.refused).toBeLessThanOrEqual(3);
    expect(log.status()).toMatchObject({ unpublished: 12, problem: { code: "store_transport" } });
    remote.down = false;
    await expect.poll(() => log.status().unpublished, { timeout: 10_000 }).toBe(0);
  });
});

describe("appending", () => {
  test("default: records and transcripts are there after a restart, and in a shard after a seal", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    const { record, transcript } = sampleWithTranscript(1);
    expect(await log.append(sampleRecord(0))).toBe("recorded");
    expect(await log.append(record, transcript)).toBe("recorded");
    await log.close();

    const again = await openLog(folder);
    expect(again.pending()).toEqual([sampleRecord(0), record]);
    expect(await again.seal()).toMatchObject({ head: { seq: 0 }, unsealed: 0, unpublished: 0, problem: undefined });
    expect(again.pending()).toEqual([]);
    const store = await FsStore.open(folder);
    expect(await sealedRecords(store)).toEqual([sampleRecord(0), record]);
    expect(await readTranscript(store, NETUID, record.transcript!)).toEqual(transcript);
    expect(await readTranscript(store, NETUID, "0".repeat(64))).toBeUndefined();
  });

  test("behavior: an equal record is a duplicate, before and after a seal and a restart", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    expect(await Promise.all([1, 2, 3].map(() => log.append(sampleRecord(1))))).toEqual([
      "recorded",
      "duplicate",
      "duplicate",
    ]);
    await log.seal();
    expect(await log.append(sampleRecord(1))).toBe("duplicate");
    await log.append(sampleRecord(2));
    await log.close();
    const again = await openLog(folder);
    expect(await again.append(sampleRecord(1))).toBe("duplicate");
    expect(await again.append(sampleRecord(2))).toBe("duplicate");
    expect(again.has(rolloutKey(sampleRecord(2)))).toBe(true);
    expect(again.has(rolloutKey(sampleRecord(3)))).toBe(false);
    await again.seal();
    expect(await sealedRecords(await FsStore.open(folder))).toEqual([sampleRecord(1), sampleRecord(2)]);
  });

  test("error: another record for the same question is refused, before and after a seal and a restart", async () => {
    const folder = await temporaryFolder();
    const refused = { code: "record_invalid", details: { reason: "key_taken" } };
    const other = sampleRecord(1, { score: 999, atMs: 1 });
    const log = await openLog(folder);
    const first = log.append(sampleRecord(1));
    await expect(log.append(other)).rejects.toMatchObject(refused);
    await first;
    await log.seal();
    await expect(log.append(other)).rejects.toMatchObject(refused);
    await log.close();
    const again = await openLog(folder);
    await expect(again.append(other)).rejects.toMatchObject(refused);
    expect(await sealedRecords(await FsStore.open(folder))).toEqual([sampleRecord(1)]);
  });

  test("error: malformed and foreign records, and transcripts of others", async () => {
    const log = await openLog(await temporaryFolder());
    const refused = { code: "record_invalid" };
    await expect(log.append(sampleRecord(1, { score: 0.5 }))).rejects.toMatchObject(refused);
    await expect(log.append(sampleRecord(1, { netuid: 1 }))).rejects.toMatchObject(refused);
    await expect(log.append(sampleRecord(1, { rules: "f".repeat(16) }))).rejects.toMatchObject(refused);
    await expect(log.append(sampleRecord(1, { challenge: "\ud800" }))).rejects.toMatchObject(refused);
    const { record, transcript } = sampleWithTranscript(2);
    await expect(log.append(record)).rejects.toMatchObject(refused);
    await expect(log.append(record, sampleTranscript(3))).rejects.toMatchObject(refused);
    expect(log.pending()).toEqual([]);
    // A refusal takes no key.
    expect(await log.append(record, transcript)).toBe("recorded");
  });

  test("error: records further back than keys are remembered", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { rememberBlocks: 100 });
    await log.append(sampleRecord(1, { block: 5_000 }));
    await expect(log.append(sampleRecord(2, { block: 4_899 }))).rejects.toMatchObject({
      details: { reason: "too_old" },
    });
    expect(await log.append(sampleRecord(3, { block: 4_900 }))).toBe("recorded");
  });

  test("behavior: keys of records that are not too old are known after many shards", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { rememberBlocks: 10, sealEvery: { records: 3 } });
    // Blocks run back and forth within what is allowed.
    const records = Array.from({ length: 30 }, (_, number) =>
      sampleRecord(number, { block: 1_000 + number * 4 - (number % 3) * 4 }),
    );
    for (const record of records) await log.append(record);
    await log.seal();
    await log.close();
    const again = await openLog(folder, { rememberBlocks: 10 });
    const newest = Math.max(...records.map(({ block }) => block));
    for (const record of records.filter(({ block }) => block >= newest - 10)) {
      expect(await again.append(record)).toBe("duplicate");
    }
  });

  test("error: nothing is appended to a closed log", async () => {
    const log = await openLog(await temporaryFolder());
    await log.close();
    await expect(log.append(sampleRecord(1))).rejects.toMatchObject({ code: "store_transport" });
  });
});

describe("segments after a crash", () => {
  test("behavior: closing waits for an append whose transcript is only just stored", async () => {
    const folder = await temporaryFolder();
    const { record, transcript } = sampleWithTranscript(1);
    let closing: Promise<void> | undefined;
    const log: RecordLog = await openLog(folder, {
      onWritePoint(point) {
        if (point === "transcript.stored") closing ??= log.close();
      },
    });
    expect(await log.append(record, transcript)).toBe("recorded");
    await closing;
    await expect(log.append(sampleRecord(2))).rejects.toMatchObject({ code: "store_transport" });
    expect((await openLog(folder)).pending()).toEqual([record]);
  });

  test("behavior: cut at any byte, the whole lines before it are there and appending goes on", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    for (const number of [0, 1, 2]) await log.append(sampleRecord(number));
    await log.close();
    const path = join(journal(folder), "segment-0000000000.log");
    const whole = await readFile(path);
    const ends = [...whole.keys()].filter((index) => whole[index] === 0x0a).map((index) => index + 1);
    const lengths = ends
      .flatMap((end) => [end - 1, end, end + 1, end + 300])
      .filter((length) => length <= whole.length);
    for (const length of [0, 1, 8, 9, ...lengths]) {
      await writeFile(path, whole);
      await truncate(path, length);
      const cut = await openLog(folder);
      const complete = ends.filter((end) => end <= length).length;
      expect(cut.pending(), `${length} bytes`).toEqual(
        [0, 1, 2].slice(0, complete).map((number) => sampleRecord(number)),
      );
      expect(await cut.append(sampleRecord(complete))).toBe("recorded");
      await cut.close();
    }
  });

  test("behavior: zeros and garbage behind the last line are cut off", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    await log.append(sampleRecord(0));
    await log.close();
    const path = join(journal(folder), "segment-0000000000.log");
    const { size } = await stat(path);
    for (const garbage of [new Uint8Array(5_000), Buffer.from("garbage\nmore\n"), Buffer.from(`00000000 {"v":1}\n`)]) {
      await appendFile(path, garbage);
      const problems: AffineError[] = [];
      const again = await openLog(folder, { onProblem: (problem) => problems.push(problem) });
      expect(again.pending()).toEqual([sampleRecord(0)]);
      await again.close();
      expect((await stat(path)).size).toBe(size);
      expect(problems).toEqual([]);
    }
  });

  test("error: damage in the middle is reported, kept beside, and the rest read", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    for (const number of [0, 1, 2]) await log.append(sampleRecord(number));
    await log.close();
    const path = join(journal(folder), "segment-0000000000.log");
    const bytes = await readFile(path);
    bytes[bytes.indexOf(0x0a) + 100]! ^= 1;
    await writeFile(path, bytes);
    const problems: AffineError[] = [];
    const again = await openLog(folder, { onProblem: (problem) => problems.push(problem) });
    expect(again.pending()).toEqual([sampleRecord(0), sampleRecord(2)]);
    expect(problems).toMatchObject([{ code: "state_corrupt", message: expect.stringContaining(path) as unknown }]);
    expect(await readFile(`${path}.damaged`)).toEqual(bytes);
  });

  test("error: a segment of another version is not touched", async () => {
    const folder = await temporaryFolder();
    await (await openLog(folder)).close();
    const path = join(journal(folder), "segment-0000000000.log");
    await writeFile(path, encodeSegmentLine('{"kind":"rollout","v":2}'));
    await expect(openLog(folder)).rejects.toMatchObject({ code: "state_version" });
    expect((await stat(path)).size).toBeGreaterThan(0);
  });

  test("behavior: records made under other rules become a shard of their own", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    await log.append(sampleRecord(0));
    await log.close();
    const rules = "f".repeat(16);
    const again = await openLog(folder, { rules });
    await again.append(sampleRecord(1, { rules }));
    await again.seal();
    const store = await FsStore.open(folder);
    const headers = await Promise.all(
      [0, 1].map(async (seq) => decodeShard((await store.get(shardKey({ ...chain, seq })))!).header),
    );
    expect(headers.map((header) => header.rules)).toEqual([RULES, rules]);
  });
});

describe("sealing", () => {
  test("behavior: segments become shards by count, and by blocks", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { sealEvery: { records: 10, blocks: 3 }, nowMs: () => 77 });
    await Promise.all(Array.from({ length: 25 }, (_, number) => log.append(sampleRecord(number, { block: 1_000 }))));
    await log.append(sampleRecord(25, { block: 1_003 }));
    const { head } = await log.seal();
    const store = await FsStore.open(folder);
    const shards = await Promise.all(
      [0, 1, 2].map(async (seq) => decodeShard((await store.get(shardKey({ ...chain, seq })))!)),
    );
    expect(shards.map(({ header }) => header.count)).toEqual([10, 10, 6]);
    expect(shards[2]).toMatchObject({ hash: head!.hash, header: { atMs: 77, firstBlock: 1_000, lastBlock: 1_003 } });
    expect(head!.seq).toBe(2);
  });

  test("behavior: headers carry the heads that were seen", async () => {
    const folder = await temporaryFolder();
    const heads = [{ hotkey: otherKey.address, seq: 4, hash: "a".repeat(64) }];
    const log = await openLog(folder, { heads: () => heads });
    await log.append(sampleRecord(0));
    await log.seal();
    const bytes = await (await FsStore.open(folder)).get(shardKey({ ...chain, seq: 0 }));
    expect(decodeShard(bytes!).header.heads).toEqual(heads);
  });

  test("behavior: a signer that is down stops no append; the header it is asked for stays the same", async () => {
    const folder = await temporaryFolder();
    const asked: ShardHeader[] = [];
    let up = false;
    const signHeader = (header: ShardHeader): Promise<Uint8Array> => {
      asked.push(header);
      return up ? Promise.resolve(sign(header)) : Promise.reject(new Error("connection refused"));
    };
    let nowMs = 0;
    let block = 70;
    const sealedBlock = (): number => (block += 1);
    const log = await openLog(folder, { signHeader, sealedBlock, nowMs: () => (nowMs += 1) });
    await log.append(sampleRecord(0));
    expect(log.status().draftedBlock).toBeNull();
    const down = await log.seal();
    expect(down).toMatchObject({ head: null, unsealed: 1, waitingSegments: 1, draftedBlock: 71 });
    expect(down.problem?.message).toContain("connection refused");
    await log.append(sampleRecord(1));
    expect(log.pending()).toEqual([sampleRecord(0), sampleRecord(1)]);
    await log.close();

    up = true;
    const again = await openLog(folder, { signHeader, nowMs: () => (nowMs += 1) });
    expect(again.status().draftedBlock).toBe(71);
    const sealed = await again.seal();
    expect(sealed).toMatchObject({ head: { seq: 1 }, unsealed: 0, waitingSegments: 0, draftedBlock: null });
    expect(sealed.problem).toBeUndefined();
    const first = asked.filter(({ seq }) => seq === 0);
    expect(first.length).toBeGreaterThan(1);
    for (const header of first) expect(header).toEqual(first[0]);
    expect(await sealedRecords(await FsStore.open(folder))).toEqual([sampleRecord(0), sampleRecord(1)]);
  });

  test("behavior: a header that its signer was away for is drafted again, once the signer says so, over a restart too", async () => {
    const folder = await temporaryFolder();
    const asked: ShardHeader[] = [];
    let [up, block] = [false, 56];
    const signHeader = (header: ShardHeader): Uint8Array => {
      asked.push(header);
      if (!up) throw new AffineError("signer_unavailable", "nobody answers");
      if (header.sealedBlock === block) return sign(header);
      throw new AffineError("signer_refused", "long ago", { details: { name: HEADER_STALE } });
    };
    const log = await openLog(folder, { signHeader, sealedBlock: () => block });
    await log.append(sampleRecord(0));
    await log.seal();
    await log.close();
    [up, block] = [true, 99];
    // Right after the start no block is known yet: the header waits as it is.
    const blind = await openLog(folder, { signHeader });
    expect((await blind.seal()).problem).toMatchObject({ code: "signer_refused" });
    await blind.close();
    const again = await openLog(folder, { signHeader, sealedBlock: () => block });
    await again.append(sampleRecord(1));
    expect(await again.seal()).toMatchObject({ head: { seq: 1 }, unsealed: 0, problem: undefined });
    const store = await FsStore.open(folder);
    const { header } = decodeShard((await store.get(shardKey({ ...chain, seq: 0 })))!);
    expect(header).toMatchObject({ sealedBlock: 99, body: asked[0]?.body, count: 1 });
    // The very header first: the signer might have signed it, and its answer been lost.
    expect(asked.slice(-3).map(({ seq, sealedBlock }) => [seq, sealedBlock])).toEqual([
      [0, 56],
      [0, 99],
      [1, 99],
    ]);
    expect(
      new Set(asked.filter(({ sealedBlock }) => sealedBlock === 56).map((header) => JSON.stringify(header))).size,
    ).toBe(1);
    expect(await sealedRecords(store)).toEqual([sampleRecord(0), sampleRecord(1)]);
  });

  test("error: a signature of another key is not stored", async () => {
    const folder = await temporaryFolder();
    const problems: AffineError[] = [];
    const log = await openLog(folder, {
      signHeader: (header) => otherKey.sign(shardMessage(header)),
      onProblem: (problem) => problems.push(problem),
    });
    await log.append(sampleRecord(0));
    expect((await log.seal()).problem).toMatchObject({ code: "record_signature" });
    expect(problems[0]).toMatchObject({ code: "record_signature" });
    expect(await sealedRecords(await FsStore.open(folder))).toEqual([]);
    expect(log.pending()).toEqual([sampleRecord(0)]);
  });

  test("behavior: closing does not wait for a signer that never answers", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { signHeader: () => new Promise(() => undefined), sealEvery: { records: 1 } });
    await log.append(sampleRecord(0));
    await log.close();
    const again = await openLog(folder);
    await again.seal();
    expect(await sealedRecords(await FsStore.open(folder))).toEqual([sampleRecord(0)]);
  });

  test("behavior: a draft that was damaged is drafted again", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder, { signHeader: () => Promise.reject(new Error("down")) });
    await log.append(sampleRecord(0));
    await log.seal();
    await log.close();
    await truncate(join(journal(folder), "draft.ndjson"), 300);
    const again = await openLog(folder);
    expect(await again.seal()).toMatchObject({ head: { seq: 0 }, unsealed: 0, problem: undefined });
    expect(await sealedRecords(await FsStore.open(folder))).toEqual([sampleRecord(0)]);
  });

  test("behavior: sealing nothing makes no shard, and leaves in the journal the lock and what was sealed last", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    expect(await log.seal()).toMatchObject({ head: null });
    await log.append(sampleRecord(0));
    await log.seal();
    await log.seal();
    expect((await log.seal()).head?.seq).toBe(0);
    expect(await readdir(journal(folder))).toEqual(["lock", "sealed.json"]);
  });
});

describe("publishing", () => {
  test("behavior: a store that is down stops nothing; shards and transcripts follow in order", async () => {
    const folder = await temporaryFolder();
    const inner = await FsStore.open(await temporaryFolder());
    const store = new DistantStore(inner);
    const log = await openLog(folder, { store });
    const { record, transcript } = sampleWithTranscript(0);
    await log.append(record, transcript);
    store.down = true;
    const down = await log.seal();
    expect(down).toMatchObject({ head: { seq: 0 }, unsealed: 0 });
    expect(down.problem).toMatchObject({ code: "store_transport", message: "The store is down." });
    await log.append(sampleRecord(1));
    await log.seal();
    expect(await sealedRecords(inner)).toEqual([]);
    await log.close();

    const offline = await openLog(folder, { store });
    await offline.append(sampleRecord(2));
    store.down = false;
    expect(await offline.seal()).toMatchObject({ head: { seq: 2 }, unpublished: 0, problem: undefined });
    expect(await sealedRecords(inner)).toEqual([record, sampleRecord(1), sampleRecord(2)]);
    expect(await readTranscript(inner, NETUID, record.transcript!)).toEqual(transcript);
    const local = await FsStore.open(folder);
    for (const seq of [0, 1, 2])
      expect(await inner.get(shardKey({ ...chain, seq }))).toEqual(await local.get(shardKey({ ...chain, seq })));
  });

  test("behavior: a lost data folder goes on from the store", async () => {
    const store = new DistantStore(await FsStore.open(await temporaryFolder()));
    const log = await openLog(await temporaryFolder(), { store, sealEvery: { records: 2 } });
    for (const number of [0, 1, 2, 3]) await log.append(sampleRecord(number));
    await log.seal();
    await log.close();

    const folder = await temporaryFolder();
    const again = await openLog(folder, { store });
    expect(await again.append(sampleRecord(3))).toBe("duplicate");
    await again.append(sampleRecord(4));
    expect((await again.seal()).head?.seq).toBe(2);
    expect(byKey(await sealedRecords(store))).toEqual(byKey([0, 1, 2, 3, 4].map((number) => sampleRecord(number))));
    expect(await sealedRecords(await FsStore.open(folder))).toEqual(await sealedRecords(store));
  });

  test("error: a new data folder does not begin a second chain while the store cannot be asked", async () => {
    const store = new DistantStore(await FsStore.open(await temporaryFolder()));
    store.down = true;
    await expect(openLog(await temporaryFolder(), { store })).rejects.toMatchObject({ code: "store_transport" });
  });

  test("error: two data folders with one hotkey are found out", async () => {
    const store = new DistantStore(await FsStore.open(await temporaryFolder()));
    const one = await openLog(await temporaryFolder(), { store });
    const secondFolder = await temporaryFolder();
    const two = await openLog(secondFolder, { store });
    await one.append(sampleRecord(0));
    await two.append(sampleRecord(1));
    await one.seal();
    const status = await two.seal();
    expect(status).toMatchObject({ unpublished: 1, problem: { code: "store_conflict" } });
    await one.append(sampleRecord(2));
    await one.seal();
    await two.close();
    await expect(openLog(secondFolder, { store })).rejects.toMatchObject({ code: "store_conflict" });
  });

  test("error: a damaged own shard at the end is named", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    await log.append(sampleRecord(0));
    await log.seal();
    await log.close();
    const key = shardKey({ ...chain, seq: 0 });
    await truncate(join(folder, key), 100);
    await expect(openLog(folder)).rejects.toMatchObject({
      code: "state_corrupt",
      message: expect.stringContaining(key) as unknown,
    });
  });
});

describe("one writer", () => {
  test("error: a second log of the same hotkey is locked out, by name", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    await expect(openLog(folder)).rejects.toMatchObject({
      code: "locked",
      message: expect.stringContaining(`process ${process.pid}`) as unknown,
    });
    const other = {
      hotkey: otherKey.address,
      signHeader: (header: ShardHeader) => otherKey.sign(shardMessage(header)),
    };
    await (await openLog(folder, other)).close();
    await log.close();
    await (await openLog(folder)).close();
  });

  test("error: a failed open gives the lock back", async () => {
    const folder = await temporaryFolder();
    const key = shardKey({ ...chain, seq: 0 });
    const store = await FsStore.open(folder);
    await store.putOnce(key, Buffer.from("no shard"));
    await expect(openLog(folder)).rejects.toMatchObject({ code: "state_corrupt" });
    await rm(join(folder, key));
    await (await openLog(folder)).close();
  });
});

describe("a disk that fails", () => {
  test("error: an append that was not written is refused, and can be repeated", async () => {
    const folder = await temporaryFolder();
    const log = await openLog(folder);
    await log.append(sampleRecord(0));
    // A folder in the place of the next segment: it cannot be created.
    await log.seal();
    const blocker = join(journal(folder), "segment-0000000001.log");
    await mkdir(blocker);
    await expect(log.append(sampleRecord(1))).rejects.toMatchObject({ code: "store_transport" });
    expect(log.pending()).toEqual([]);
    await rmdir(blocker);
    expect(await log.append(sampleRecord(1))).toBe("recorded");
    await log.seal();
    expect(await sealedRecords(await FsStore.open(folder))).toEqual([sampleRecord(0), sampleRecord(1)]);
  });
});
