import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeShard, draftShard, shardMessage, splitSignature } from "../../../src/record/index.ts";
import { NETUID, RULES, sampleRecord, sampleWithTranscript, validatorKey } from "./sample-records.ts";

// Written once; shards are kept for ever, so that every later version must read it, and write the same bytes.
const text = readFileSync(join(import.meta.dirname, "golden", "0000000000.ndjson"));
const records = [sampleWithTranscript(0).record, sampleRecord(1)];

test("default: a shard of the first version is read, with its signature", () => {
  const shard = decodeShard(gzipSync(text), { place: { netuid: NETUID, hotkey: validatorKey.address, seq: 0 } });
  expect(shard.hash).toBe("54b77233d46cef2f9973e5ef8ba58db0f1ba64e354eb851e4a4b9c8481e44000");
  expect(shard.records).toEqual(records);
});

test("behavior: the same records make the same bytes to sign", () => {
  const draft = draftShard({
    netuid: NETUID,
    hotkey: validatorKey.address,
    seq: 0,
    previous: null,
    v: 1,
    records,
    heads: [],
    rules: RULES,
    atMs: 1_760_000_100_000,
  });
  const { header } = splitSignature(decodeShard(gzipSync(text)).header);
  expect(draft.header).toEqual(header);
  expect(Buffer.from(shardMessage(draft.header)).equals(shardMessage(header))).toBe(true);
  expect(text.subarray(text.indexOf("\n") + 1).equals(draft.body)).toBe(true);
});
