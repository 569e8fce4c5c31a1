import { describe, expect, onTestFinished, test } from "vitest";
import {
  NETUID,
  otherKey,
  RULES,
  sampleRecord,
  sampleWithTranscript,
  validatorKey,
} from "../../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { DOUBLE_KEYS, S3Double, type Fault, type S3DoubleOptions } from "../../../test/s3/s3-double.ts";
import { draftShard, encodeShard, SHARD_LIMITS, shardMessage } from "../../record/index.ts";
import { ObjectCache } from "../cache/object-cache.ts";
import {
  FsStore,
  HttpStore,
  readShards,
  RecordLog,
  shardKey,
  ShardReader,
  type RecordRead,
  type S3Settings,
  type ShardRead,
  type Store,
} from "../index.ts";
import { S3Store, type S3StoreOptions } from "./s3-store.ts";

const chain = { netuid: NETUID, hotkey: validatorKey.address };
const keyOf = (seq: number): string => shardKey({ ...chain, seq });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const QUICK = { maxAttempts: 8, baseDelayMs: 1, maxDelayMs: 2, maxRetryAfterMs: 5 };

async function bed(options: S3DoubleOptions = {}, settings: S3Settings = {}, more: S3StoreOptions = {}) {
  const double = await S3Double.start(options);
  const open = (other: S3Settings = {}, others: S3StoreOptions = {}) =>
    S3Store.open(
      "s3://records/mine",
      { endpoint: double.url, ...DOUBLE_KEYS, ...settings, ...other },
      { retry: QUICK, ...more, ...others },
    );
  const store = open();
  onTestFinished(async () => {
    await store.close();
    await double.close();
  });
  return { double, store, open };
}

/** A fault for the first so many requests that match. */
function first(times: number, matches: RegExp, fault: Fault | number): NonNullable<S3DoubleOptions["fault"]> {
  let left = times;
  return (request, response) => {
    if (left === 0 || !matches.test(`${request.method} ${request.url}`)) return undefined;
    left -= 1;
    if (typeof fault === "string") return fault;
    response.writeHead(fault, { "retry-after": "0" }).end("<Error><Code>SlowDown</Code></Error>");
    return "answered";
  };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const objectsOf = (double: S3Double): string[] => [...double.objects.keys()];

describe("conditional writes", () => {
  test("default: shown by the server before anything is written, once; the probe leaves nothing", async () => {
    const { double, store } = await bed();
    await store.probe();
    expect(double.seen.every((line) => line.includes("/.probe/"))).toBe(true);
    const requests = double.seen.length;
    expect(await store.putOnce("key", bytes("x"))).toBe("created");
    // The put, and a look at what stands there then.
    expect(double.seen.slice(requests).map((line) => line.split(" ")[0])).toEqual(["PUT", "HEAD"]);
    expect(objectsOf(double)).toEqual(["records/mine/key"]);
  });

  test("error: a server that ignores the condition is refused by name, and nothing is written", async () => {
    const { double, store } = await bed({ conditions: false });
    await expect(store.putOnce("key", bytes("x"))).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(new RegExp(`${double.url} ignores If-None-Match`)) as unknown,
      hint: expect.stringContaining("AFFINE_STORE_SINGLE_WRITER") as unknown,
    });
    expect(objectsOf(double)).toEqual([]);
  });

  test("error: another writer that the server let in at the same time", async () => {
    const { double, store } = await bed();
    await store.probe();
    double.options = {
      fault: (request) => {
        if (request.method === "HEAD")
          double.objects.set("records/mine/key", { bytes: Buffer.from("his"), etag: '"x"', checksum: undefined });
        return undefined;
      },
    };
    await expect(store.putOnce("key", bytes("mine"))).rejects.toMatchObject({ code: "store_conflict" });
  });

  test("behavior: a single writer looks first, and does not write over what is there", async () => {
    const { double, store } = await bed({ conditions: false }, { singleWriter: true });
    expect(await store.putOnce("key", bytes("x"))).toBe("created");
    expect(await store.putOnce("key", bytes("x"))).toBe("exists");
    await expect(store.putOnce("key", bytes("y"))).rejects.toMatchObject({ code: "store_conflict" });
    expect(double.seen.filter((line) => line.startsWith("PUT"))).toHaveLength(1);
  });

  test.each([true, false])(
    "behavior: the answer to a put that went through is lost (checksums told: %s)",
    async (checksums) => {
      const { double, store } = await bed({ checksums });
      await store.probe();
      double.options = { ...double.options, fault: first(1, /^PUT .*key$/, "lost") };
      expect(await store.putOnce("key", bytes("mine"))).toBe("exists");
      expect(double.seen.filter((line) => line.startsWith("PUT /records/mine/key"))).toHaveLength(2);
      double.options = { ...double.options, fault: first(1, /^PUT .*key$/, "lost") };
      await expect(store.putOnce("key", bytes("his!"))).rejects.toMatchObject({ code: "store_conflict" });
      expect(double.objects.get("records/mine/key")?.bytes.toString()).toBe("mine");
    },
  );
});

describe("faults", () => {
  test.each([409, 429, 500, 503])("behavior: a storm of status %i passes", async (status) => {
    const { double, store } = await bed({ fault: first(5, /^PUT/, status) });
    expect(await store.putOnce("key", bytes("x"))).toBe("created");
    double.options = { fault: first(5, /^GET/, status) };
    expect(await store.get("key")).toEqual(Buffer.from("x"));
  });

  test("error: one that does not pass, without more than its attempts", async () => {
    const { double, store } = await bed({ fault: first(Infinity, /./, 503) });
    await expect(store.putOnce("key", bytes("x"))).rejects.toMatchObject({ code: "store_transport", retryable: true });
    expect(double.seen).toHaveLength(QUICK.maxAttempts);
  });

  test.each(["truncated", "corrupted"] as const)("behavior: an object that arrives %s is read again", async (fault) => {
    const { double, store } = await bed();
    await store.putOnce("key", bytes("some bytes"));
    double.options = { fault: first(2, /^GET/, fault) };
    expect(await store.get("key")).toEqual(Buffer.from("some bytes"));
    double.options = { fault: first(Infinity, /^GET/, fault) };
    await expect(store.get("key")).rejects.toMatchObject({ code: "store_transport" });
  });

  test("behavior: bytes that change on the way there are sent again", async () => {
    const { double, store } = await bed();
    await store.probe();
    let left = 2;
    double.options = {
      fault: (request, response) => {
        if (request.method !== "PUT" || left-- <= 0) return undefined;
        response.writeHead(400).end("<Error><Code>BadDigest</Code></Error>");
        return "answered";
      },
    };
    expect(await store.putOnce("key", bytes("x"))).toBe("created");
  });

  test.each([-20, 20])("behavior: a clock that is %i minutes off: the server's time is taken", async (minutes) => {
    const { double, store, open } = await bed({}, {}, { nowMs: () => Date.now() + minutes * 60_000 });
    expect(await store.putOnce("key", bytes("x"))).toBe("created");
    expect(double.seen.filter((line) => line.startsWith("PUT")).length).toBeLessThanOrEqual(8);
    // HEAD has no body that could name the reason.
    const other = open();
    expect(await other.head("key")).toEqual({ bytes: 1 });
    await other.close();
  });

  test("behavior: the clock jumps while many requests are under way: none is taken for a wrong key", async () => {
    let offMs = 0;
    const { store } = await bed({}, {}, { nowMs: () => Date.now() + offMs });
    await Promise.all(Array.from({ length: 8 }, (_, n) => store.putOnce(`key-${n}`, bytes("x"))));
    for (const minutes of [20, -40, 0]) {
      offMs = minutes * 60_000;
      const heads = Array.from({ length: 16 }, (_, n) => store.head(`key-${n % 8}`));
      expect(await Promise.all(heads)).toEqual(heads.map(() => ({ bytes: 1 })));
    }
  });

  test("error: a refusal without a reason names both that it may have, and how far a clock is off", async () => {
    const refused =
      (date?: string): NonNullable<S3DoubleOptions["fault"]> =>
      (_, response) => {
        if (date !== undefined) response.setHeader("date", date);
        else response.removeHeader("date");
        response.sendDate = false;
        response.writeHead(403).end();
        return "answered";
      };
    const { double, store } = await bed({ fault: refused(new Date().toUTCString()) });
    await expect(store.head("key")).rejects.toMatchObject({
      code: "credentials_invalid",
      message: expect.stringMatching(
        /may not read there, or this machine's clock is wrong \(its clock .* agree/,
      ) as unknown,
    });
    double.options = { fault: refused() };
    await expect(store.head("key")).rejects.toThrow(/does not tell the server's time/);
    // A clock that goes wild is named with its minutes.
    let n = 0;
    double.options = {
      fault: (request, response, at) =>
        refused(new Date(Date.now() + (n += 20) * 60_000).toUTCString())(request, response, at),
    };
    await expect(store.head("key")).rejects.toThrow(/clock wrong: \d+ minutes behind its own/);
  });

  const pages: readonly [string, number, Record<string, string>, string][] = [
    ["a login page", 200, { "content-type": "text/html" }, "<html>log in</html>"],
    [
      "an error that comes as 200",
      200,
      { etag: '"x"', "content-type": "application/xml" },
      "<Error><Code>InternalError</Code></Error>",
    ],
    ["nothing, without an ETag", 200, {}, ""],
  ];
  const page =
    ([, status, headers, body]: (typeof pages)[number]): NonNullable<S3DoubleOptions["fault"]> =>
    (request, response) => {
      response.writeHead(status, headers).end(request.method === "HEAD" ? "" : body);
      return "answered";
    };

  test.each(pages)("error: %s in the place of an answer to a put stores nothing, and says so", async (...which) => {
    const { double, store } = await bed();
    await store.probe();
    const key = `transcripts/${NETUID}/aa/${"a".repeat(64)}.json.gz`;
    double.options = { fault: page(which) };
    await expect(store.putOnce(key, bytes("x"))).rejects.toMatchObject({
      code: "store_transport",
      retryable: true,
      message: expect.stringMatching(/answered PUT with status 200.*not as S3 does/) as unknown,
    });
    // A moment of it passes.
    let left = 3;
    double.options = {
      fault: (request, response, n) =>
        request.method === "PUT" && left-- > 0 ? page(which)(request, response, n) : undefined,
    };
    expect(await store.putOnce(key, bytes("x"))).toBe("created");
    expect(double.objects.get(`records/mine/${key}`)?.bytes.toString()).toBe("x");
  });

  test("error: a page in the place of an object is none, nor does it say that there is one", async () => {
    const { store } = await bed({ fault: page(pages[0]!) });
    await expect(store.head("key")).rejects.toThrow(/HEAD with status 200.*not as S3 does/);
    await expect(store.get("key")).rejects.toThrow(/GET with status 200.*not as S3 does/);
  });

  test.each([true, false])(
    "error: what takes everything and keeps nothing does not speak S3 (probe)",
    async (isPage) => {
      const { store } = await bed({
        fault: (_, response) => {
          response.writeHead(200, { ...(isPage ? {} : { etag: '"e"' }), "content-type": "text/html" }).end("<html>");
          return "answered";
        },
      });
      await expect(store.probe()).rejects.toThrow(isPage ? /not as S3 does/ : /does not speak S3/);
      await expect(store.probe()).rejects.not.toThrow(/If-None-Match/);
    },
  );

  test("error: bytes that come back otherwise than they were put are found by reading them back", async () => {
    const { double, store } = await bed({ checksums: false });
    await store.readBack();
    expect(double.objects.size).toBe(0);
    double.options = { checksums: false, fault: (request) => (request.method === "GET" ? "corrupted" : undefined) };
    await expect(store.readBack()).rejects.toThrow(/does not give back what was put/);
  });

  test("error: a server that answers too slowly", async () => {
    const { store } = await bed(
      { fault: () => "answered" },
      {},
      { timeouts: { totalMs: 100 }, retry: { ...QUICK, maxAttempts: 2 } },
    );
    await expect(store.get("key")).rejects.toThrow("not complete after 100 ms");
  });

  test("behavior: a signal ends it", async () => {
    const stop = new AbortController();
    const fault = (): Fault => {
      stop.abort();
      return "answered";
    };
    const { store } = await bed({ fault }, {}, { signal: stop.signal });
    await expect(store.get("key")).rejects.toMatchObject({ code: "interrupted" });
  });
});

describe("bad input", () => {
  test("error: a bucket that does not exist", async () => {
    const { store } = await bed({ buckets: ["another"] });
    const named = { code: "config_invalid", message: expect.stringContaining("no bucket records") as unknown };
    await expect(store.probe()).rejects.toMatchObject(named);
    await expect(store.get("key")).rejects.toMatchObject(named);
    await expect(collect(store.list(""))).rejects.toMatchObject(named);
  });

  test("error: another region than the bucket's", async () => {
    const { store } = await bed({ region: "eu-central-1" });
    await expect(store.probe()).rejects.toMatchObject({ code: "config_invalid", hint: "Set AWS_REGION=eu-central-1." });
  });

  test("error: keys that are wrong, or may not write there", async () => {
    const { open, double } = await bed({ scope: "somebody-else/" });
    for (const [settings, said] of [
      [{ accessKeyId: "AKIAWRONG" }, "InvalidAccessKeyId"],
      [{ secretAccessKey: "wrong" }, "SignatureDoesNotMatch"],
      [{}, "AccessDenied"],
      [{ accessKeyId: undefined, secretAccessKey: undefined }, "Without a key nobody may"],
    ] as const) {
      const store = open(settings);
      const thrown = (await store.probe().catch((error: unknown) => error)) as Error;
      expect(thrown).toMatchObject({ code: "credentials_invalid", message: expect.stringContaining(said) as unknown });
      expect(JSON.stringify(thrown) + thrown.message).not.toContain(DOUBLE_KEYS.secretAccessKey);
      await store.close();
    }
    expect(objectsOf(double)).toEqual([]);
  });

  test("error: nobody listens", async () => {
    const { store, double } = await bed({}, {}, { retry: { ...QUICK, maxAttempts: 2 } });
    await double.close();
    await expect(store.get("key")).rejects.toThrow("ECONNREFUSED");
    onTestFinished(() => undefined);
  });

  test("error: a shard of 5 GB is named, and not read", async () => {
    const { double, store } = await bed({
      fault: (request, response) => {
        if (request.method !== "GET") return undefined;
        response.writeHead(200, { "content-length": String(5 * 2 ** 30) });
        response.write("x");
        return "answered";
      },
    });
    await expect(store.get(keyOf(0))).rejects.toMatchObject({
      code: "record_invalid",
      details: { defect: "too_large" },
    });
    expect(double.seen).toHaveLength(1);
    double.options = {
      fault: (_, response) => {
        // Without a length it is cut, for its decoder to refuse.
        response.writeHead(200, { "transfer-encoding": "chunked", etag: '"cut"' });
        response.end(Buffer.alloc(SHARD_LIMITS.compressedBytes + 100));
        return "answered";
      },
    };
    expect((await store.get(keyOf(0)))?.length).toBe(SHARD_LIMITS.compressedBytes + 1);
  });

  test.each([
    "<html>hello</html>",
    "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
    "<ListBucketResult><Contents><Key>mine/b</Key></Contents><Contents><Key>mine/a</Key></Contents></ListBucketResult>",
    "<ListBucketResult><Contents><Key>yours/a</Key></Contents></ListBucketResult>",
  ])("error: a listing that is none: %s", async (text) => {
    const fault: S3DoubleOptions["fault"] = (_, response) => {
      response.end(text);
      return "answered";
    };
    const { store } = await bed({ fault });
    await expect(collect(store.list(""))).rejects.toMatchObject({ code: "store_transport", retryable: false });
  });

  test.each([
    ["s3://", {}],
    ["s3://ab/x", {}],
    ["s3://Records/x", {}],
    ["s3://re..cords", {}],
    ["s3://records/x?y", {}],
    ["s3://records", { endpoint: "http://user@host" }],
    ["s3://records", { endpoint: "http://host/path" }],
    ["s3://records", { region: "eu central" }],
  ])("error: no address: %s %j", (address, settings) => {
    expect(() => S3Store.open(address, settings)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  });

  test("error: a prefix that leads elsewhere, half of a key", () => {
    for (const prefix of ["../x", "a//b", ".hidden", "a b"]) {
      expect(() => S3Store.open(`s3://records/${prefix}`)).toThrow(
        expect.objectContaining({
          code: "config_invalid",
          message: expect.stringContaining(prefix) as unknown,
          hint: expect.stringContaining("AFFINE_STORE, or R2_FOLDER") as unknown,
        }),
      );
    }
    expect(() => S3Store.open("s3://records", { accessKeyId: "x" })).toThrow(
      expect.objectContaining({ code: "credentials_missing" }),
    );
  });
});

describe("addresses", () => {
  test.each([
    ["s3://records/a/b/", {}, "https://records.s3.us-east-1.amazonaws.com/a/b/"],
    ["s3://records", { region: "eu-central-1" }, "https://records.s3.eu-central-1.amazonaws.com/"],
    ["s3://my.records/a", {}, "https://s3.us-east-1.amazonaws.com/my.records/a/"],
    ["s3://records/a", { addressing: "path" }, "https://s3.us-east-1.amazonaws.com/records/a/"],
    [
      "s3://records/a",
      { endpoint: "https://x.r2.cloudflarestorage.com" },
      "https://x.r2.cloudflarestorage.com/records/a/",
    ],
    [
      "s3://records/a",
      { endpoint: "http://s3.example:9000", addressing: "virtual" },
      "http://records.s3.example:9000/a/",
    ],
  ] as const)("%s %j", (address, settings, url) => {
    expect(S3Store.open(address, settings).url).toBe(url);
  });
});

describe("large objects", () => {
  test("behavior: they go in parts, once, and none is left over", async () => {
    const { double, store, open } = await bed({ pageSize: 2 }, {}, { multipartBytes: 10_000_000 });
    const data = Buffer.alloc(20_000_000, "some bytes");
    await store.probe();
    double.options = { fault: first(1, /^PUT .*partNumber=2/, 503) };
    expect(await store.putOnce("big", data)).toBe("created");
    expect(await store.putOnce("big", data)).toBe("exists");
    await expect(store.putOnce("big", data.subarray(1))).rejects.toMatchObject({ code: "store_conflict" });
    expect(double.objects.get("records/mine/big")?.bytes.equals(data)).toBe(true);
    expect(double.uploads.size).toBe(0);
    // The answer to the last request is lost: the upload is gone, and the object is looked at.
    double.options = { fault: first(1, /^POST .*uploadId=/, "lost") };
    expect(await store.putOnce("big2", data)).toBe("exists");
    expect(objectsOf(double)).toEqual(["records/mine/big", "records/mine/big2"]);
    await open().close();
  });
});

describe("the cache", () => {
  test("behavior: unchanged objects are not sent again; damaged ones are; it is bounded", async () => {
    const { double, store, open } = await bed();
    for (const key of ["a", "b", "c"]) await store.putOnce(key, Buffer.alloc(1000, key));
    const folder = await temporaryFolder();
    const log = { warn: () => undefined };
    const cache = await ObjectCache.open(folder, { mostBytes: 2_900, log });
    const reader = open({}, { cache });
    await reader.get("a");
    let sent = 0;
    double.options = {
      fault: (_, response) => (response.once("finish", () => (sent += response.statusCode === 200 ? 1 : 0)), undefined),
    };
    expect(await reader.get("a")).toEqual(Buffer.alloc(1000, "a"));
    expect(sent).toBe(0);
    double.objects.delete("records/mine/a");
    // What the store holds no more, the cache does not give.
    expect(await reader.get("a")).toBeUndefined();
    await reader.get("b");
    await reader.get("c");
    expect(cache.bytes).toBeLessThanOrEqual(2_900);
    const again = await ObjectCache.open(folder, { mostBytes: 2_900, log });
    expect(again.bytes).toBe(cache.bytes);
    await reader.close();
  });

  test("error: a damaged entry is dropped and read again", async () => {
    const { store, open } = await bed();
    await store.putOnce("a", bytes("right"));
    const folder = await temporaryFolder();
    const warnings: unknown[] = [];
    const cache = await ObjectCache.open(folder, { log: { warn: (what: unknown) => warnings.push(what) } });
    const reader = open({}, { cache });
    await reader.get("a");
    const { readdir, readFile, writeFile } = await import("node:fs/promises");
    const [name] = await readdir(folder);
    const path = `${folder}/${name}`;
    await writeFile(path, (await readFile(path, "utf8")).replace("right", "wrong"));
    expect(await reader.get("a")).toEqual(Buffer.from("right"));
    expect(warnings).toHaveLength(1);
    await reader.close();
  });
});

describe("records in a bucket", () => {
  async function publish(store: Store, folder: string, numbers: readonly number[]): Promise<void> {
    const log = await RecordLog.open({
      ...{ folder, store, netuid: NETUID, hotkey: validatorKey.address, rules: RULES, sealEvery: { records: 3 } },
      signHeader: (header) => validatorKey.sign(shardMessage(header)),
    });
    for (const number of numbers) {
      const { record, transcript } = sampleWithTranscript(number);
      await log.append(record, transcript);
    }
    const status = await log.seal();
    expect(status).toMatchObject({ unpublished: 0, problem: undefined });
    await log.close();
  }

  test("behavior: through a storm of faults nothing is lost and nothing doubled; everybody reads the same", async () => {
    const kinds = [503, "lost", 409, undefined, "truncated", undefined, 500, "lost", undefined] as const;
    let n = 0;
    const fault: S3DoubleOptions["fault"] = (_, response) => {
      const kind = kinds[(n += 1) % kinds.length];
      if (typeof kind !== "number") return kind;
      response.writeHead(kind).end();
      return "answered";
    };
    const { double, store } = await bed({ fault, isPublic: true, pageSize: 2 });
    const folder = await temporaryFolder();
    const numbers = Array.from({ length: 20 }, (_, number) => number);
    await publish(store, folder, numbers);
    double.options = { isPublic: true, pageSize: 2 };
    const local = await FsStore.open(folder);
    const there = await collect<RecordRead>(readShards(local, chain));
    expect(there).toHaveLength(20);
    expect(await collect<RecordRead>(readShards(store, chain))).toEqual(there);
    const web = HttpStore.open(store.url);
    expect(await collect<RecordRead>(readShards(web, chain))).toEqual(there);
    await web.close();
    const anybody = S3Store.open("s3://records/mine", { endpoint: double.url });
    expect(await collect<RecordRead>(readShards(anybody, chain))).toEqual(there);
    await anybody.close();
    const transcripts = objectsOf(double).filter((key) => key.includes("/transcripts/"));
    expect(transcripts).toHaveLength(20);
    // A data folder that was lost goes on from the bucket.
    await publish(store, await temporaryFolder(), [20]);
    expect(await collect<RecordRead>(readShards(store, chain))).toHaveLength(21);
  });

  test("behavior: a gap, a doubled and a forged shard are named, and the rest is read", async () => {
    const { double, store } = await bed();
    await publish(
      store,
      await temporaryFolder(),
      Array.from({ length: 15 }, (_, number) => number),
    );
    const at = (seq: number): string => `records/mine/${keyOf(seq)}`;
    double.objects.delete(at(1));
    double.objects.set(at(3), double.objects.get(at(2))!);
    const problems = (await collect<RecordRead>(readShards(store, chain))).filter((found) => found.kind === "problem");
    expect(problems.map(({ key, reason }) => [key, reason])).toEqual([
      [keyOf(1), "missing"],
      [keyOf(3), "wrong_place"],
    ]);
    const forged = draftShard({
      ...chain,
      seq: 3,
      previous: null,
      records: [sampleRecord(99)],
      heads: [],
      rules: RULES,
      atMs: 0,
    });
    const { bytes: evil } = encodeShard(forged, otherKey.sign(shardMessage(forged.header)));
    double.objects.set(at(3), { ...double.objects.get(at(2))!, bytes: Buffer.from(evil), checksum: undefined });
    const again = (await collect<RecordRead>(readShards(store, chain))).filter((found) => found.kind === "problem");
    expect(again.map(({ reason }) => reason)).toEqual(["missing", "signature"]);
    // What is wrong stays where it is, for everybody to look at.
    expect(double.objects.get(at(3))?.bytes.equals(Buffer.from(evil))).toBe(true);
  });

  test("error: a chain that shrank: its writer is told before it goes on, and puts back what it has", async () => {
    const { double, store } = await bed();
    const folder = await temporaryFolder();
    await publish(store, folder, [0, 1, 2, 3, 4, 5]);
    double.objects.delete(`records/mine/${keyOf(1)}`);
    await publish(store, folder, [6]);
    const reader = new ShardReader(store, chain);
    const found = await collect<ShardRead | { kind: "problem" }>(reader.walk());
    expect(found.map(({ kind }) => kind)).toEqual(["shard", "shard", "shard"]);
  });

  test("error: two data folders of one hotkey end in a conflict, not in a fork", async () => {
    const { store } = await bed();
    await publish(store, await temporaryFolder(), [0, 1, 2]);
    const other = await temporaryFolder();
    const log = await RecordLog.open({
      ...{ folder: other, netuid: NETUID, hotkey: validatorKey.address, rules: RULES },
      signHeader: (header) => validatorKey.sign(shardMessage(header)),
    });
    await log.append(sampleRecord(7));
    await log.seal();
    await log.close();
    await expect(publish(store, other, [8])).rejects.toMatchObject({ code: "store_conflict" });
  });
});
