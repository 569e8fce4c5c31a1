import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RULES, sampleRecord, validatorKey } from "../../../test/integration/records/sample-records.ts";
import { draftShard, encodeShard, shardMessage } from "../../record/index.ts";
import { createRecordsRoute, listen, type Listening } from "../../serve/index.ts";
import { FsStore, HttpStore, shardKey, ShardReader, shardPrefix, transcriptKey, type Store } from "../index.ts";
import { FederatedStore } from "./federated-store.ts";

const NETUID = 120;
const US = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const PEER = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const THIRD = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";
const KEPT = validatorKey.address;
const keyOf = (hotkey: string, seq: number): string => shardKey({ netuid: NETUID, hotkey, seq });
const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();

/** A chain of three of {@link KEPT}. */
const shards = [0, 1, 2]
  .reduce<{ bytes: Uint8Array; headerHash: string }[]>((chain, seq) => {
    const previous = chain.at(-1)?.headerHash ?? null;
    const place = { netuid: NETUID, hotkey: KEPT, seq };
    const draft = draftShard({ ...place, previous, records: [sampleRecord(seq)], heads: [], rules: RULES, atMs: seq });
    return [...chain, encodeShard(draft, validatorKey.sign(shardMessage(draft.header)))];
  }, [])
  .map(({ bytes }) => bytes);

let folder: string;
let own: Store;
let peerStore: Store;
let served: Listening;
let store: FederatedStore;
let troubles: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-federated-"));
  own = await FsStore.open(join(folder, "own"));
  peerStore = await FsStore.open(join(folder, "peer"));
  served = await listen(createRecordsRoute(peerStore), { host: "127.0.0.1", port: 0 });
  troubles = [];
  store = new FederatedStore({
    own,
    open: (url) => HttpStore.open(url, { retryPausesMs: [] }),
    hotkey: US,
    onTrouble: (hotkey, { code }) => troubles.push(`${hotkey} ${code}`),
  });
  await own.putOnce(keyOf(US, 0), Buffer.from("our shard"));
  await own.putOnce(keyOf(THIRD, 0), Buffer.from("a shard in a shared folder"));
  await peerStore.putOnce(keyOf(PEER, 0), Buffer.from("first"));
  await peerStore.putOnce(keyOf(PEER, 1), Buffer.from("second"));
});
afterEach(async () => {
  await store.close();
  await served.close();
  await peerStore.close();
  await rm(folder, { recursive: true });
});

async function listed(hotkey: string, after?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(shardPrefix({ netuid: NETUID, hotkey }), after)) keys.push(key);
  return keys;
}

describe("FederatedStore", () => {
  test("default: a peer's shards come from its address, all others from one's own store", async () => {
    await store.setPeers(new Map([[PEER, served.url]]));
    expect(await listed(PEER)).toEqual([keyOf(PEER, 0), keyOf(PEER, 1)]);
    expect(await listed(PEER, keyOf(PEER, 0))).toEqual([keyOf(PEER, 1)]);
    expect(text(await store.get(keyOf(PEER, 1)))).toBe("second");
    expect(await listed(US)).toEqual([keyOf(US, 0)]);
    expect(text(await store.get(keyOf(THIRD, 0)))).toBe("a shard in a shared folder");
    expect(troubles).toEqual([]);
  });

  test("behavior: texts are found wherever they are, and written to one's own store only", async () => {
    const [ours, theirs] = ["aa".repeat(32), "bb".repeat(32)].map((hash) => transcriptKey(NETUID, hash));
    await store.putOnce(ours!, Buffer.from("our text"));
    await peerStore.putOnce(theirs!, Buffer.from("their text"));
    expect(await store.get(theirs!)).toBeUndefined();
    await store.setPeers(new Map([[PEER, served.url]]));
    expect(text(await store.get(ours!))).toBe("our text");
    expect(text(await store.get(theirs!))).toBe("their text");
    expect(await store.head(theirs!)).toBeUndefined();
    expect(await peerStore.head(ours!)).toBeUndefined();
  });

  test("behavior: a peer that is down or at a bad address has nothing, and holds nobody up", async () => {
    await served.close();
    await store.setPeers(
      new Map([
        [PEER, served.url],
        [THIRD, "ftp://example.org"],
      ]),
    );
    expect(await listed(PEER)).toEqual([]);
    expect(await store.get(transcriptKey(NETUID, "cc".repeat(32)))).toBeUndefined();
    expect(await listed(US)).toEqual([keyOf(US, 0)]);
    expect(troubles).toEqual([`${THIRD} config_invalid`, `${PEER} store_transport`, `${PEER} store_transport`]);
    served = await listen(createRecordsRoute(peerStore), { host: "127.0.0.1", port: 0 });
    await store.setPeers(new Map([[PEER, served.url]]));
    expect(await listed(PEER)).toEqual([keyOf(PEER, 0), keyOf(PEER, 1)]);
  });

  test("behavior: what a peer's address lost comes from those who kept it, each asked once between two looks", async () => {
    await store.setPeers(new Map([[PEER, served.url]]));
    // The third validator has no address; the peer keeps its chain.
    await peerStore.putOnce(keyOf(KEPT, 0), shards[0]!);
    await peerStore.putOnce(keyOf(KEPT, 1), shards[1]!);
    expect(await listed(KEPT)).toEqual([keyOf(KEPT, 0), keyOf(KEPT, 1)]);
    expect(await store.get(keyOf(KEPT, 1))).toEqual(shards[1]);
    await peerStore.putOnce(keyOf(KEPT, 2), shards[2]!);
    expect(await listed(KEPT, keyOf(KEPT, 1))).toEqual([]);
    await store.setPeers(new Map([[PEER, served.url]]));
    expect(await listed(KEPT, keyOf(KEPT, 1))).toEqual([keyOf(KEPT, 2)]);
    // What we kept ourselves of the peer's chain, and the peer took back.
    await own.putOnce(keyOf(PEER, 2), Buffer.from("kept by us"));
    expect(await listed(PEER)).toEqual([keyOf(PEER, 0), keyOf(PEER, 1), keyOf(PEER, 2)]);
    expect(text(await store.get(keyOf(PEER, 2)))).toBe("kept by us");
  });

  test("error: a stranger who answers anything to every question makes no chain longer", async () => {
    let questions = 0;
    const stranger = createServer((_, response) => {
      questions += 1;
      response.end("x");
    }).listen(0, "127.0.0.1");
    await once(stranger, "listening");
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
    await store.setPeers(
      new Map([
        [PEER, served.url],
        [THIRD, url],
      ]),
    );
    await peerStore.putOnce(keyOf(KEPT, 0), shards[0]!);
    expect(await listed(KEPT)).toEqual([keyOf(KEPT, 0)]);
    expect(await listed(PEER)).toEqual([keyOf(PEER, 0), keyOf(PEER, 1)]);
    // Its own chain has no sound shard, and a reader gives up on it.
    let problems = 0;
    for await (const found of new ShardReader(store, { netuid: NETUID, hotkey: THIRD }).walk()) {
      expect(found.kind).toBe("problem");
      problems += 1;
    }
    expect(problems).toBeLessThanOrEqual(65);
    expect(questions).toBeLessThan(200);
    stranger.close();
  });
});
