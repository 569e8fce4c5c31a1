import { rm, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { audit, type AuditOptions, type AuditReport } from "../../src/audit/index.ts";
import { connectLocalChain } from "../../src/chain/index.ts";
import { contestRules } from "../../src/replay/index.ts";
import { canonicalJson, sha256Hex } from "../../src/core/index.ts";
import { draftShard, encodeShard, shardMessage, type RolloutRecord } from "../../src/record/index.ts";
import { createApi, listen } from "../../src/serve/index.ts";
import { FsStore, HttpStore, type Store } from "../../src/store/index.ts";
import { scriptedHost } from "../inference/scripted-host.ts";
import { temporaryFolder } from "../integration/records/temporary-folder.ts";
import { copyOf, TamperedChain } from "./tamper.ts";
import { makeV1World, NETUID, rules, validatorKeys, type World } from "./v1-world.ts";
import { engineOf } from "./word-environment.ts";

const [alice] = validatorKeys as [(typeof validatorKeys)[0]];

let world: World;
beforeAll(async () => (world = await makeV1World({ blocks: 26 })));
afterAll(async () => {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
});

async function verify(place: string | Store | undefined, change: Partial<AuditOptions> = {}): Promise<AuditReport> {
  const store = typeof place === "string" ? await FsStore.open(place, { readOnly: true }) : place;
  return audit({
    rules,
    chain: world.chain,
    stores: store === undefined ? [] : [store],
    seed: "test",
    python: engineOf("ok"),
    nowMs: () => 0,
    ...change,
  });
}

/** An address where nobody listens. */
async function deadUrl(): Promise<string> {
  const host = await scriptedHost((response) => response.end());
  await host.close();
  return `http://${host.host}`;
}

function httpStore(url: string): HttpStore {
  const store = HttpStore.open(url, { retryPausesMs: [] });
  onTestFinished(() => store.close());
  return store;
}

describe("nothing to look at is a clear error", () => {
  test("an empty store, another subnet, other rules", async () => {
    await expect(verify(await temporaryFolder())).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining(`No records of subnet ${NETUID}`) as string,
    });
    const elsewhere = { ...rules, netuid: 7 };
    await expect(verify(world.folder, { rules: elsewhere, chain: null })).rejects.toMatchObject({ code: "not_found" });
    const other = contestRules({ netuid: NETUID, mechanism: "affine-v1", environments: [{ name: "SAT" }] });
    await expect(verify(world.folder, { rules: other })).rejects.toThrow(
      /None of \d+ records was made under the rules/,
    );
  });

  test("a chain that does not answer, a store that does not answer", async () => {
    const chain = connectLocalChain(await deadUrl(), { timeoutMs: 200 });
    onTestFinished(() => chain.close());
    await expect(verify(world.folder, { chain })).rejects.toMatchObject({ code: "chain_transport" });
    await expect(verify(httpStore(await deadUrl()))).rejects.toMatchObject({ code: "store_transport" });
  });

  test("without a chain, a store that cannot list asks for the validator's name", async () => {
    const store = httpStore(await deadUrl());
    await expect(verify(store, { chain: null })).rejects.toMatchObject({
      code: "not_found",
      hint: expect.stringContaining("--validator") as string,
    });
  });

  test("a signal", async () => {
    await expect(verify(world.folder, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("stores over HTTP", () => {
  test("default: what a validator serves verifies as its folder does", async () => {
    const folder = await FsStore.open(world.folder, { readOnly: true });
    const api = createApi({ version: "1", status: () => undefined, store: folder });
    const served = await listen(api, { host: "127.0.0.1", port: 0 });
    onTestFinished(() => served.close());
    const there = await verify(httpStore(served.url));
    const here = await verify(world.folder);
    expect(there).toMatchObject({ verdict: "verified", records: here.records, judged: here.judged });
    // Without a chain nobody says whose records they are, but the caller.
    const named = await verify(httpStore(served.url), { chain: null, validators: [alice.address] });
    expect(named).toMatchObject({ verdict: "verified", records: here.records });
  });

  test("behavior: one store that stops answering makes the verdict incomplete, not a deviation", async () => {
    const stores = [await FsStore.open(world.folder, { readOnly: true }), httpStore(await deadUrl())];
    const report = await verify(undefined, { stores });
    expect(report).toMatchObject({ verdict: "incomplete", deviations: [], decision: null });
    expect(report.troubles).toMatchObject([{ code: "store_transport" }]);
  });

  test("behavior: transcripts that stop coming are no deviation", async () => {
    const folder = await FsStore.open(world.folder, { readOnly: true });
    const host = await scriptedHost(async (response, _, { path }) => {
      const bytes = path.startsWith("/records/") ? await folder.get(path.slice(1)) : undefined;
      response.statusCode = path.startsWith("/records/") ? (bytes === undefined ? 404 : 200) : 503;
      response.end(bytes);
    });
    onTestFinished(() => host.close());
    const report = await verify(httpStore(`http://${host.host}`));
    expect(report).toMatchObject({ verdict: "incomplete", deviations: [] });
    expect(report.notes.find(({ code }) => code === "transcript_unreadable")?.count).toBeGreaterThan(10);
    // Asked once, not for each of them.
    expect(host.seen.filter(({ path }) => path.startsWith("/transcripts/")).length).toBeLessThan(40);
  });
});

describe("where a validator says that its records are", () => {
  test("default: the announced address is read; into one's own network only where that is meant", async () => {
    const folder = await FsStore.open(world.folder, { readOnly: true });
    const served = await listen(createApi({ version: "1", status: () => undefined, store: folder }), {
      host: "127.0.0.1",
      port: 0,
    });
    onTestFinished(() => served.close());
    await world.chain.setCommitment(alice, NETUID, JSON.stringify({ affine: 1, records: served.url }));
    const report = await verify(undefined, { allowPrivate: true });
    expect(report).toMatchObject({ verdict: "verified", validators: [{ stores: [`${served.url}/`] }] });
    await expect(verify(undefined)).rejects.toThrow("private address");
    // A store that the caller names comes first.
    expect((await verify(world.folder)).validators[0]!.stores).toEqual([world.folder]);
  });

  test.each([
    ["no announcement", "hello"],
    ["a folder", JSON.stringify({ affine: 1, records: "/etc" })],
    ["another scheme", JSON.stringify({ affine: 1, records: "file:///etc" })],
    ["another version", JSON.stringify({ affine: 2, records: "http://127.0.0.1:1" })],
  ])("behavior: any other commitment leads to the data folder: %s", async (_, text) => {
    await world.chain.setCommitment(alice, NETUID, text);
    const home = await FsStore.open(world.folder, { readOnly: true });
    expect((await verify(undefined, { home })).validators[0]!.stores).toEqual([world.folder]);
  });
});

describe("objects that are not what they should be", () => {
  /** A shard of a body and header fields as they are, signed by Alice. */
  function rawShard(template: Parameters<typeof draftShard>[0], lines: readonly string[]): Uint8Array {
    const body = Buffer.from(`${lines.join("\n")}\n`);
    const { header } = draftShard(template);
    const changed = { ...header, count: lines.length, body: sha256Hex(body) };
    return encodeShard({ header: changed, body }, alice.sign(shardMessage(changed))).bytes;
  }

  const spoilt: [string, string, (chain: TamperedChain) => Promise<Uint8Array>][] = [
    [
      "a truncated stream",
      "shard_gzip_truncated",
      async (chain) => encodeShard(draftOf(await lastOf(chain)), new Uint8Array(64)).bytes.slice(0, 100),
    ],
    ["no gzip at all", "shard_gzip_corrupt", () => Promise.resolve(Buffer.from("hello"))],
    ["nothing", "shard_gzip_truncated", () => Promise.resolve(new Uint8Array())],
    [
      "bytes behind the end",
      "shard_trailing_bytes",
      () => Promise.resolve(Buffer.concat([gzipSync("x"), Buffer.alloc(20)])),
    ],
    ["a bomb", "shard_too_large", () => Promise.resolve(gzipSync(Buffer.alloc(130 << 20), { level: 1 }))],
    ["a giant header", "shard_too_large", () => Promise.resolve(gzipSync(Buffer.alloc(1 << 20, "x")))],
    ["no JSON", "shard_header_malformed", () => Promise.resolve(gzipSync("hello\n"))],
    [
      "a giant line",
      "shard_too_large",
      async (chain) => {
        const last = await lastOf(chain);
        return rawShard(last, [canonicalJson({ ...(last.records[0] as RolloutRecord), reason: "x".repeat(100_000) })]);
      },
    ],
    [
      "an unknown kind of record",
      "shard_record_malformed",
      async (chain) => {
        const last = await lastOf(chain);
        return rawShard(last, [canonicalJson({ ...(last.records[0] as RolloutRecord), kind: "surprise" })]);
      },
    ],
    [
      "an unknown version of a record",
      "shard_record_malformed",
      async (chain) => {
        const last = await lastOf(chain);
        return rawShard(last, [canonicalJson({ ...(last.records[0] as RolloutRecord), v: 2 })]);
      },
    ],
    [
      "a score out of range",
      "shard_record_malformed",
      async (chain) => {
        const last = await lastOf(chain);
        return rawShard(last, [canonicalJson({ ...(last.records[0] as RolloutRecord), score: 1001 })]);
      },
    ],
  ];

  async function lastOf(chain: TamperedChain): Promise<Parameters<typeof draftShard>[0]> {
    const { header, records } = (await chain.shards()).at(-1)!;
    return { ...header, records };
  }

  function draftOf(shard: Parameters<typeof draftShard>[0]) {
    return draftShard(shard);
  }

  test.each(spoilt)("a shard that is %s: %s, and the rest is read", async (_, code, make) => {
    const folder = await copyOf(world.folder);
    const chain = new TamperedChain(folder, NETUID, alice);
    const { seq } = (await chain.shards()).at(-1)!.header;
    await writeFile(chain.path(seq), await make(chain));
    const report = await verify(folder);
    expect(report.deviations).toMatchObject([{ code, validator: alice.address, record: chain.key(seq) }]);
    expect(report.judged).toBeGreaterThan(10);
  });

  test("a number far away is one gap, not a billion", async () => {
    const folder = await copyOf(world.folder);
    const chain = new TamperedChain(folder, NETUID, alice);
    const last = await lastOf(chain);
    const far = chain.sign({ ...last, seq: 9_999_999_999, previous: "a".repeat(64) });
    await writeFile(chain.path(9_999_999_999), far.bytes);
    const report = await verify(folder);
    const gaps = report.deviations.filter(({ code }) => code === "shard_missing");
    expect(gaps).toMatchObject([{ evidence: { first: last.seq + 1, last: 9_999_999_998 } }]);
  });

  test("a transcript that is a bomb, or no transcript", async () => {
    for (const bytes of [gzipSync(Buffer.alloc(65 << 20), { level: 1 }), gzipSync("{}"), Buffer.from("hello")]) {
      const folder = await copyOf(world.folder, { transcripts: true });
      const chain = new TamperedChain(folder, NETUID, alice);
      const [first] = (await chain.shards())[0]!.records as RolloutRecord[];
      await writeFile(chain.transcriptPath(first!.transcript!), bytes);
      expect((await verify(folder)).deviations).toMatchObject([{ code: "broken_transcript" }]);
    }
  });

  test("a server that invents objects without end is left alone", async () => {
    const host = await scriptedHost((response) => response.end("garbage"));
    onTestFinished(() => host.close());
    const report = await verify(httpStore(`http://${host.host}`));
    expect(report.notes.map(({ code }) => code)).toContain("gave_up");
    expect(report.deviationCounts["shard_gzip_corrupt"]).toBe(256);
    expect(report.deviations.length).toBeLessThanOrEqual(200);
  });
});
