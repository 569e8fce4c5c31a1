import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { scriptedHost, type Script } from "../../../test/inference/scripted-host.ts";
import { NETUID, RULES, sampleWithTranscript, validatorKey } from "../../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { isPrivateHost, SHARD_LIMITS, shardMessage } from "../../record/index.ts";
import {
  FsStore,
  HttpStore,
  openStoreForReading,
  readShards,
  readTranscript,
  RecordLog,
  shardKey,
  shardPrefix,
  type HttpStoreOptions,
  type RecordRead,
  type Store,
} from "../index.ts";

const chain = { netuid: NETUID, hotkey: validatorKey.address };
const keyOf = (seq: number): string => shardKey({ ...chain, seq });

/** A store over a server that does what the script says. */
async function httpStore(script: Script, options: HttpStoreOptions = {}) {
  const host = await scriptedHost(script);
  const store = HttpStore.open(`http://${host.host}/base`, { retryPausesMs: [1, 1], ...options });
  onTestFinished(async () => {
    await store.close();
    await host.close();
  });
  return { store, host };
}

/** A plain web server over a store's objects. */
function serving(source: Store): Script {
  return async (response, _, { path }) => {
    const bytes = await source.get(path.replace(/^\/base\//, ""));
    response.statusCode = bytes === undefined ? 404 : 200;
    response.end(bytes ?? "no such object");
  };
}

/** Sends so many bytes, as fast as they are taken, until the client has had enough. */
async function pour(response: ServerResponse, bytes: number): Promise<void> {
  const piece = Buffer.alloc(1 << 18, 1);
  const pieces = function* () {
    for (let sent = 0; sent < bytes; sent += piece.length) yield piece;
  };
  // The client that closes its end is what these tests are about.
  await pipeline(Readable.from(pieces()), response).catch(() => undefined);
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Shards of three records each, written by the real log. */
async function realStore(records: number): Promise<FsStore> {
  const folder = await temporaryFolder();
  const log = await RecordLog.open({
    folder,
    netuid: NETUID,
    hotkey: validatorKey.address,
    rules: RULES,
    signHeader: (header) => validatorKey.sign(shardMessage(header)),
    sealEvery: { records: 3 },
  });
  for (let number = 0; number < records; number += 1) {
    const { record, transcript } = sampleWithTranscript(number);
    await log.append(record, transcript);
  }
  await log.seal();
  await log.close();
  return FsStore.open(folder);
}

describe("HttpStore", () => {
  test("default: a chain reads as it does from the folder", async () => {
    const source = await realStore(20);
    const { store } = await httpStore(serving(source));
    const there = await collect<RecordRead>(readShards(store, chain));
    expect(there).toHaveLength(20);
    expect(there).toEqual(await collect<RecordRead>(readShards(source, chain)));
    const { transcript } = sampleWithTranscript(7);
    const hash = sampleWithTranscript(7).record.transcript!;
    expect(await readTranscript(store, NETUID, hash)).toEqual(transcript);
    expect(await readTranscript(store, NETUID, "0".repeat(64))).toBeUndefined();
    expect(await store.head(keyOf(0))).toEqual({ bytes: (await source.get(keyOf(0)))!.length });
    expect(await store.head(keyOf(99))).toBeUndefined();
  });

  test("behavior: a listing goes on behind a key and over a gap of less than 64 numbers", async () => {
    const there = new Set([0, 1, 2, 9, 40, 41].map(keyOf));
    const { store } = await httpStore((response, _, { path }) => {
      response.statusCode = there.has(path.replace(/^\/base\//, "")) ? 200 : 404;
      response.end("x");
    });
    const all = await collect(store.list(shardPrefix(chain)));
    expect(all).toEqual([...there]);
    expect(await collect(store.list(shardPrefix(chain), keyOf(2)))).toEqual(all.slice(3));
    expect(await collect(store.list(shardPrefix(chain), keyOf(5)))).toEqual(all.slice(3));
    expect(await collect(store.list(shardPrefix(chain), keyOf(41)))).toEqual([]);
  });

  test.each([403, 404, 410])("behavior: status %i means: not there", async (status) => {
    const { store } = await httpStore((response) => response.writeHead(status).end());
    expect(await store.get(keyOf(0))).toBeUndefined();
    expect(await collect(store.list(shardPrefix(chain)))).toEqual([]);
  });

  test("behavior: what is passing is tried again", async () => {
    const { store, host } = await httpStore((response, n) => {
      if (n === 0) response.writeHead(503).end();
      else if (n === 1) response.destroy();
      else response.end("bytes");
    });
    expect(Buffer.from((await store.get(keyOf(0)))!).toString()).toBe("bytes");
    expect(host.seen).toHaveLength(3);
  });

  test("error: a server that stays broken, without more than its attempts", async () => {
    const { store, host } = await httpStore((response) => response.writeHead(500).end());
    await expect(store.get(keyOf(0))).rejects.toMatchObject({ code: "store_transport" });
    expect(host.seen).toHaveLength(3);
  });

  test("error: a redirect is not followed, wherever it leads", async () => {
    const secret = await scriptedHost((response) => response.end("secret"));
    onTestFinished(() => secret.close());
    for (const status of [301, 302, 307, 308]) {
      const { store, host } = await httpStore((response) =>
        response.writeHead(status, { location: `http://${secret.host}/` }).end(),
      );
      await expect(store.get(keyOf(0))).rejects.toMatchObject({
        code: "store_transport",
        retryable: false,
        hint: expect.stringContaining(secret.host) as string,
      });
      expect(host.seen).toHaveLength(1);
    }
    expect(secret.seen).toHaveLength(0);
  });

  test("behavior: an object without end is cut behind its limit, for its decoder to refuse", async () => {
    const { store } = await httpStore((response) => pour(response, 100 << 20));
    const bytes = await store.get(keyOf(0));
    expect(bytes?.length).toBe(SHARD_LIMITS.compressedBytes + 1);
  });

  test("error: an object that comes too slowly, or not whole", async () => {
    const dripping: Script = async (response) => {
      while (!response.destroyed) {
        response.write("x");
        await sleep(20);
      }
    };
    const slow = await httpStore(dripping, { timeouts: { totalMs: 200 }, retryPausesMs: [] });
    await expect(slow.store.get(keyOf(0))).rejects.toThrow("not complete after 200 ms");
    const short: Script = (response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half of it");
      setImmediate(() => response.destroy());
    };
    await expect((await httpStore(short)).store.get(keyOf(0))).rejects.toMatchObject({ code: "store_transport" });
  });

  test("error: a compressed answer, which would not be the stored bytes", async () => {
    const { store } = await httpStore((response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"));
    await expect(store.get(keyOf(0))).rejects.toMatchObject({ retryable: false });
  });

  test("error: an endless refusal is not waited for", async () => {
    const endless = (status: number): Script => {
      return (response) => pour(response.writeHead(status), Infinity);
    };
    const gone = await httpStore(endless(404));
    expect(await gone.store.get(keyOf(0))).toBeUndefined();
    const broken = await httpStore(endless(500));
    await expect(broken.store.get(keyOf(0))).rejects.toMatchObject({ code: "store_transport" });
  });

  test("error: nobody listens", async () => {
    const { store, host } = await httpStore((response) => response.end());
    await host.close();
    await expect(store.get(keyOf(0))).rejects.toThrow("ECONNREFUSED");
  });

  test("error: what it cannot do", async () => {
    const { store, host } = await httpStore((response) => response.end());
    await expect(store.putOnce()).rejects.toMatchObject({ code: "unsupported" });
    await expect(collect(store.list("records/120/"))).rejects.toMatchObject({ code: "unsupported" });
    await expect(store.get("../x")).rejects.toMatchObject({ code: "store_key" });
    expect(host.seen).toHaveLength(0);
  });

  test("behavior: a signal ends it", async () => {
    const stop = new AbortController();
    const { store } = await httpStore(() => stop.abort(), { signal: stop.signal });
    await expect(store.get(keyOf(0))).rejects.toMatchObject({ code: "interrupted" });
  });

  test.each(["ftp://x/", "https://user:secret@x/", "https://x/?token=1", "https://", "records"])(
    "error: no address of a store: %s",
    (url) => {
      expect(() => HttpStore.open(url)).toThrow(expect.objectContaining({ code: "config_invalid" }));
    },
  );
});

describe("addresses that a stranger announced", () => {
  test.each([
    ["127.0.0.1", true],
    ["127.9.9.9", true],
    ["0.0.0.0", true],
    ["10.1.2.3", true],
    ["172.16.0.1", true],
    ["172.32.0.1", false],
    ["192.168.1.1", true],
    ["169.254.169.254", true],
    ["100.64.0.1", true],
    ["224.0.0.1", true],
    ["255.255.255.255", true],
    ["[::1]", true],
    ["[::]", true],
    ["[::ffff:127.0.0.1]", true],
    ["[::ffff:7f00:1]", true],
    ["[fe80::1]", true],
    ["[fd00::1]", true],
    ["[2002:7f00:1::]", true],
    ["[2606:4700::1111]", false],
    ["1.1.1.1", false],
    ["localhost", true],
    ["LOCALHOST.", true],
    ["a.localhost", true],
    ["records.example.org", false],
  ])("%s is private: %s", (host, isPrivate) => {
    expect(isPrivateHost(host)).toBe(isPrivate);
  });

  test("error: a URL into this machine is refused before anything is sent", async () => {
    const host = await scriptedHost((response) => response.end("secret"));
    onTestFinished(() => host.close());
    const { port } = new URL(host.baseUrl);
    // Decimal, octal and short spellings of 127.0.0.1 are one address to a URL.
    for (const name of ["127.0.0.1", "2130706433", "0177.0.0.1", "127.1", "localhost", "[::ffff:127.0.0.1]"]) {
      const open = () => HttpStore.open(`http://${name}:${port}/`, { publicOnly: true });
      expect(open, name).toThrow(expect.objectContaining({ code: "store_transport" }));
    }
    expect(host.seen).toHaveLength(0);
  });
});

describe("openStoreForReading", () => {
  test("default: a folder, a URL or a bucket", async () => {
    expect((await openStoreForReading("s3://bucket/a/")).location).toBe("s3://bucket/a/");
    const folder = await temporaryFolder();
    expect((await openStoreForReading(folder)).location).toBe(folder);
    expect((await openStoreForReading("https://x.example/a")).location).toBe("https://x.example/a/");
  });

  test("error: a folder that is not there, an address of another kind", async () => {
    await expect(openStoreForReading("/nowhere/at/all")).rejects.toMatchObject({ code: "not_found" });
    await expect(openStoreForReading("gs://bucket/")).rejects.toMatchObject({ code: "config_invalid" });
  });
});
