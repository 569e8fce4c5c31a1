import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NETUID, otherKey, RULES, sampleRecord, validatorKey } from "../../test/integration/records/sample-records.ts";
import { canonicalJson, sha256Hex, utf8 } from "../core/index.ts";
import type { SigningKey } from "../wallet/index.ts";
import {
  decodeShard,
  defectOf,
  draftShard,
  encodeShard,
  type EncodedShard,
  headerHash,
  namesOf,
  recordJson,
  type ShardDraft,
  type ShardHeader,
  shardMessage,
  type ShardNames,
  type ShardRecord,
  splitSignature,
  verifyChain,
} from "./index.ts";

const records = Array.from({ length: 25 }, (_, number) => sampleRecord(number));
const place = { netuid: NETUID, hotkey: validatorKey.address, seq: 0 };

function draft(changes: Partial<Parameters<typeof draftShard>[0]> = {}): ShardDraft {
  const { address: hotkey } = validatorKey;
  return draftShard({
    netuid: NETUID,
    hotkey,
    seq: 0,
    previous: null,
    records,
    heads: [],
    rules: RULES,
    atMs: 5,
    ...changes,
  });
}

function signed(unsigned: ShardDraft, key: SigningKey = validatorKey): EncodedShard {
  return encodeShard(unsigned, key.sign(shardMessage(unsigned.header)));
}

/** A shard whose owner signs what no honest writer writes. */
function forged(lines: string[], changes: Partial<ShardHeader> = {}, ending = "\n"): Uint8Array {
  const body = utf8(lines.join("\n") + ending);
  const blocks = { firstBlock: 1_000, lastBlock: 1_002 };
  const header = { ...draft().header, ...blocks, count: lines.length, body: sha256Hex(body), ...changes };
  return signed({ header, body }).bytes;
}

const lines = records.map((record) => canonicalJson(record));

function defect(bytes: Uint8Array, limits = {}): string | undefined {
  try {
    decodeShard(bytes, { place, limits });
    return "none";
  } catch (error) {
    return defectOf(error);
  }
}

/** Packs a text with another in its place. */
function edited(change: (text: string) => string): Uint8Array {
  return gzipSync(change(gunzipSync(signed(draft()).bytes).toString("utf8")));
}

describe("shards", () => {
  test("default: what was encoded is decoded, in the order of blocks and keys", () => {
    const shard = signed(
      draft({ records: [...records].reverse(), heads: [{ hotkey: otherKey.address, seq: 3, hash: "a".repeat(64) }] }),
    );
    const decoded = decodeShard(shard.bytes, { place });
    expect(decoded.records).toEqual(records);
    expect(decoded.hash).toBe(shard.hash);
    expect(decoded.hash).toBe(sha256Hex(gunzipSync(shard.bytes)));
    expect(decoded.header).toMatchObject({ count: 25, firstBlock: 1_000, lastBlock: 1_002, seq: 0, previous: null });
    expect(decoded.header.heads).toHaveLength(1);
  });

  test("behavior: drafts do not depend on the order of arrival", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: 1 }), (some) => {
        const sorted = draft({ records: records.filter((record) => some.includes(record)) });
        const shuffled = draft({ records: some });
        expect(shuffled.header).toEqual(sorted.header);
        expect(Buffer.from(shuffled.body).equals(sorted.body)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test("behavior: a record that holds any text survives", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const record: ShardRecord = sampleRecord(1, { challenge: text, model: "m" });
        const bytes = encodeShard(draft({ records: [record] }), new Uint8Array(64)).bytes;
        const decoded = decodeShard(bytes, { place, verify: () => true });
        expect(decoded.records).toEqual([record]);
      }),
      { numRuns: 100 },
    );
  });

  test("behavior: the fast spelling of a record is the canonical one", () => {
    for (const text of ["\\udots", "\\ud800", "\u0000", "\u2028", '"', "\\", "😀", "é"]) {
      const record = sampleRecord(1, { challenge: text });
      expect(recordJson(record)).toBe(canonicalJson(record));
      const bytes = encodeShard(draft({ records: [record] }), new Uint8Array(64)).bytes;
      expect(decodeShard(bytes, { place, verify: () => true }).records).toEqual([record]);
    }
    for (const bad of [{ challenge: "\ud800" }, { score: 0.5 }, { score: 2 ** 53 }]) {
      expect(() => recordJson(sampleRecord(1, bad))).toThrow(expect.objectContaining({ code: "record_invalid" }));
    }
    const wide = { ...sampleRecord(1), another: 1 };
    expect(recordJson(wide)).toBe(canonicalJson(wide));
  });

  test("behavior: another compression of the same shard is the same shard", () => {
    const shard = signed(draft());
    const packed = gzipSync(gunzipSync(shard.bytes), { level: 1 });
    expect(Buffer.from(packed).equals(shard.bytes)).toBe(false);
    expect(decodeShard(packed, { place }).hash).toBe(shard.hash);
  });

  test("behavior: a shard known by its hash is the same without looking at its signature; every other is looked at", () => {
    const { bytes, hash } = signed(draft());
    const isKnown = (found: string): boolean => found === hash;
    const verify = (): boolean => false;
    expect(decodeShard(bytes, { place, isKnown, verify })).toEqual(decodeShard(bytes, { place }));
    const tryOther = (other: Uint8Array, where = place) => {
      try {
        return decodeShard(other, { place: where, isKnown, verify });
      } catch (error) {
        return defectOf(error);
      }
    };
    expect(tryOther(bytes, { ...place, seq: 1 })).toBe("wrong_place");
    expect(tryOther(edited((text) => text.replace('"score":', '"score": ')))).toBe("signature");
    expect(tryOther(Buffer.concat([bytes, Buffer.of(0)]))).toBe("trailing_bytes");
  });

  test("error: drafts of nothing, of two records for one key, of foreign records are refused", () => {
    const repeated = [sampleRecord(1), sampleRecord(1, { score: 0 })];
    for (const bad of [[], repeated, [sampleRecord(1, { netuid: 1 })], [sampleRecord(1, { rules: "f".repeat(16) })]]) {
      expect(() => draft({ records: bad })).toThrow(expect.objectContaining({ code: "record_invalid" }));
    }
  });
});

describe("defects of stored shards", () => {
  const good = signed(draft());

  test("error: cut anywhere", () => {
    for (let length = 0; length < good.bytes.length; length += 13) {
      expect(defect(good.bytes.subarray(0, length)), `${length} bytes`).toBe("gzip_truncated");
    }
  });

  test("error: any flipped bit is noticed, or changes nothing that is signed", () => {
    for (let bit = 0; bit < good.bytes.length * 8; bit += 97) {
      const bytes = Uint8Array.from(good.bytes);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const found = defect(bytes);
      if (found === "none") expect(decodeShard(bytes, { place }).hash).toBe(good.hash);
      else expect(found).toMatch(/^(gzip_|trailing_bytes)/);
    }
  });

  test("error: bombs, and shards over a limit", () => {
    expect(defect(gzipSync(new Uint8Array(2_000_000)), { bytes: 1_000_000 })).toBe("too_large");
    expect(defect(gzipSync(new Uint8Array(2_000_000)))).toBe("too_large");
    expect(defect(good.bytes, { compressedBytes: 100 })).toBe("too_large");
    expect(defect(good.bytes, { lineBytes: 100 })).toBe("too_large");
  });

  test.each<[string, Uint8Array]>([
    ["gzip_corrupt", utf8("not gzip at all, but long enough to be looked at")],
    ["trailing_bytes", Buffer.concat([good.bytes, new Uint8Array(3)])],
    ["gzip_corrupt", Buffer.concat([good.bytes, utf8("more")])],
    ["header_malformed", gzipSync("")],
    ["header_malformed", gzipSync("no newline")],
    ["header_malformed", gzipSync("[1]\n{}\n")],
    ["header_malformed", edited((text) => text.replace('"v":2}', '"v":3}'))],
    ["header_malformed", edited((text) => text.replace('{"atMs"', '{"another":1,"atMs"'))],
    ["header_not_canonical", edited((text) => text.replace('{"atMs":5', '{"atMs": 5'))],
    ["header_not_canonical", edited((text) => text.replace('{"atMs":5', '{"atMs":5.0'))],
    ["not_utf8", gzipSync(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("\n{}\n")]))],
    ["signature", edited((text) => text.replace('{"atMs":5', '{"atMs":6'))],
    ["signature", signed(draft(), otherKey).bytes],
    ["signature", encodeShard(draft(), new Uint8Array(64)).bytes],
    ["body_hash", edited((text) => text.replace('"score":37', '"score":38'))],
    ["body_hash", edited((text) => text.slice(0, -1))],
    ["wrong_count", forged(lines, { count: 24 })],
    ["wrong_count", forged(lines, { count: 26 })],
    ["body_unterminated", forged(lines, {}, "")],
    ["record_malformed", forged(["{}"])],
    ["record_malformed", forged(["not JSON"])],
    ["record_malformed", forged([lines[0]!.replace('"kind":"rollout"', '"kind":"unknown"')])],
    ["record_malformed", forged([lines[0]!.replace('"score":0', '"score":1001')])],
    ["record_not_canonical", forged([lines[0]!.replace('"score":0', '"score":0.0')])],
    ["record_not_canonical", forged([` ${lines[0]!}`])],
    ["record_not_canonical", forged([lines[0]!.replace('"v":1}', '"v":1,"v":1}')])],
    ["record_not_canonical", forged([lines[0]!.replace("some-model", "\\u0073ome-model")])],
    ["record_not_canonical", forged([lines[0]!.replace("some-model", "\\ud800")])],
    ["record_foreign", forged([canonicalJson(sampleRecord(0, { netuid: 1 }))])],
    ["record_foreign", forged([canonicalJson(sampleRecord(0, { rules: "f".repeat(16) }))])],
    ["wrong_order", forged([lines[1]!, lines[0]!, ...lines.slice(2)])],
    ["repeated", forged([lines[0]!, lines[0]!, ...lines.slice(1)])],
    ["repeated", forged([lines[0]!, canonicalJson(sampleRecord(0, { block: 1_002 }))])],
    ["wrong_blocks", forged(lines, { lastBlock: 1_003 })],
    ["wrong_blocks", forged(lines, { firstBlock: 999 })],
    [
      "heads_order",
      forged(lines, {
        heads: [0, 1].map((seq) => ({ hotkey: otherKey.address, seq, hash: "a".repeat(64) })),
      }),
    ],
    ["wrong_place", signed(draft({ seq: 1 })).bytes],
    ["wrong_place", signed(draft({ hotkey: otherKey.address }), otherKey).bytes],
  ])("error: %s", (expected, bytes) => {
    expect(defect(bytes)).toBe(expected);
  });

  test("error: a hotkey with a wrong checksum has no signature", () => {
    const hotkey = `${validatorKey.address.slice(0, -1)}${validatorKey.address.endsWith("1") ? "2" : "1"}`;
    const bytes = signed(draft({ hotkey })).bytes;
    expect(() => decodeShard(bytes, { place: { ...place, hotkey } })).toThrow(
      expect.objectContaining({ code: "record_signature" }),
    );
  });
});

describe("chains", () => {
  const chain = [0, 1, 2].reduce<EncodedShard[]>((shards, seq) => {
    const previous = shards.at(-1)?.headerHash ?? null;
    return [...shards, signed(draft({ seq, previous, records: [sampleRecord(seq)] }))];
  }, []);
  const decoded = chain.map((shard) => decodeShard(shard.bytes));
  const state = (index: number): ShardNames => namesOf(decoded[index]!);

  test("default: a chain is followed from its beginning", () => {
    const states = decoded.map((shard, index) => verifyChain(index === 0 ? null : state(index - 1), shard));
    expect(states.at(-1)).toEqual({ seq: 2, v: 2, hash: chain[2]!.hash, headerHash: chain[2]!.headerHash });
  });

  test("error: a gap, a repeated shard, another shard before", () => {
    const reason = (after: Parameters<typeof verifyChain>[0], index: number): string | undefined => {
      try {
        verifyChain(after, decoded[index]!);
        return "none";
      } catch (error) {
        return defectOf(error);
      }
    };
    expect(reason(state(0), 2)).toBe("seq_gap");
    expect(reason(state(1), 1)).toBe("seq_gap");
    expect(reason(null, 1)).toBe("seq_gap");
    expect(reason({ ...state(1), headerHash: state(0).headerHash }, 2)).toBe("wrong_previous");
    const secondBeginning = decodeShard(signed(draft({ previous: "a".repeat(64) })).bytes);
    expect(() => verifyChain(null, secondBeginning)).toThrow("does not follow");
  });

  test("behavior: a chain of the first version goes on in the second, and never back", () => {
    const first = decodeShard(signed(draft({ v: 1 })).bytes);
    const next = (changes: { v: 1 | 2; previous: string }) =>
      decodeShard(signed(draft({ seq: 1, records: [sampleRecord(1)], ...changes })).bytes);
    expect(verifyChain(namesOf(first), next({ v: 1, previous: first.hash })).v).toBe(1);
    const second = next({ v: 2, previous: first.headerHash });
    const after = verifyChain(namesOf(first), second);
    expect(after).toMatchObject({ seq: 1, v: 2, headerHash: headerHash(splitSignature(second.header).header) });
    expect(() => verifyChain(namesOf(first), next({ v: 2, previous: first.hash }))).toThrow("does not follow");
    expect(() => verifyChain(namesOf(first), next({ v: 1, previous: first.headerHash }))).toThrow("does not follow");
    const back = decodeShard(signed(draft({ seq: 2, v: 1, previous: second.hash, records: [sampleRecord(2)] })).bytes);
    expect(() => verifyChain(after, back)).toThrow("older version");
  });

  test("behavior: signing the same header twice gives two different chain heads", () => {
    expect(signed(draft()).hash).not.toBe(signed(draft()).hash);
  });
});
