import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { NETUID, otherKey, RULES, sampleRecord, validatorKey } from "../../test/integration/records/sample-records.ts";
import { keyFromUri } from "../wallet/index.ts";
import {
  comparePlaces,
  decodeShard,
  defectOf,
  draftShard,
  encodeShard,
  shardMessage,
  type ShardLimits,
} from "./index.ts";

type Drafted = Parameters<typeof draftShard>[0];

function packed(changes: Partial<Drafted> = {}): Uint8Array {
  const { address: hotkey } = validatorKey;
  const draft = draftShard({
    netuid: NETUID,
    hotkey,
    seq: 0,
    previous: null,
    records: [sampleRecord(0), sampleRecord(1)],
    heads: [],
    rules: RULES,
    atMs: 5,
    ...changes,
  });
  return encodeShard(draft, validatorKey.sign(shardMessage(draft.header))).bytes;
}

/** Name of the defect, `none` for a good shard. */
function found(bytes: Uint8Array, options: Parameters<typeof decodeShard>[1] = {}): string | undefined {
  try {
    decodeShard(bytes, options);
    return "none";
  } catch (error) {
    return defectOf(error);
  }
}

describe("limits of shards", () => {
  const bytes = packed();
  const text = gunzipSync(bytes);
  const [header = "", ...lines] = text.toString("utf8").trimEnd().split("\n");
  const longest = Math.max(...lines.map(({ length }) => length));

  test.each<[keyof ShardLimits, number]>([
    ["compressedBytes", bytes.length],
    ["bytes", text.length],
    ["headerBytes", header.length],
    ["lineBytes", longest],
  ])("behavior: %s: exactly as much is read, one byte more is too_large", (name, most) => {
    expect(found(bytes, { limits: { [name]: most } })).toBe("none");
    expect(found(bytes, { limits: { [name]: most - 1 } })).toBe("too_large");
  });

  test("error: a first line without an end is malformed up to the limit and too large beyond it", () => {
    const limits = { headerBytes: 100 };
    expect(found(gzipSync("x".repeat(100)), { limits })).toBe("header_malformed");
    expect(found(gzipSync("x".repeat(101)), { limits })).toBe("too_large");
  });
});

describe("where a shard was found", () => {
  const place = { netuid: NETUID, hotkey: validatorKey.address, seq: 0 };

  test.each([
    ["netuid", { netuid: NETUID + 1 }],
    ["hotkey", { hotkey: otherKey.address }],
    ["number", { seq: 1 }],
  ])("error: at another %s it is in the wrong place", (_, other) => {
    expect(found(packed(), { place })).toBe("none");
    expect(found(packed(), { place: { ...place, ...other } })).toBe("wrong_place");
  });
});

describe("order", () => {
  test("error: heads that go down are as wrong as heads that repeat", () => {
    const head = (uri: string) => ({ hotkey: keyFromUri(uri).address, seq: 0, hash: "a".repeat(64) });
    const [low, high] = [head("//One"), head("//Two")].sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
    const unsorted = packed({ heads: [low!, high!] });
    const swapped = gunzipSync(unsorted).toString("utf8");
    expect(found(unsorted)).toBe("none");
    const listed = [JSON.stringify(low), JSON.stringify(high)].map((json) => sortedKeys(json));
    const bent = gzipSync(swapped.replace(listed.join(), listed.toReversed().join()));
    expect(found(bent, { verify: () => true })).toBe("heads_order");
  });

  test("default: records are ordered by block, then by key", () => {
    const at = (block: number, key: string) => ({ block, key });
    expect(Math.sign(comparePlaces(at(1, "b"), at(2, "a")))).toBe(-1);
    expect(Math.sign(comparePlaces(at(2, "a"), at(1, "b")))).toBe(1);
    expect(comparePlaces(at(1, "a"), at(1, "b"))).toBe(-1);
    expect(comparePlaces(at(1, "b"), at(1, "a"))).toBe(1);
    expect(comparePlaces(at(1, "a"), at(1, "a"))).toBe(0);
  });
});

/** A flat object's JSON with its keys in order, as it is spelled in a header. */
function sortedKeys(json: string): string {
  const object = JSON.parse(json) as Record<string, unknown>;
  return JSON.stringify(Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))));
}
