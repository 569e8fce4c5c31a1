import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NETUID, RULES, sampleRecord, validatorKey } from "../../../test/integration/records/sample-records.ts";
import { sha256Hex } from "../../core/index.ts";
import { draftShard, encodeShard, shardMessage, type RolloutRecord } from "../../record/index.ts";
import { shardKey, transcriptKey } from "../../store/index.ts";
import { TranscriptPruner } from "./transcript-pruner.ts";

const hotkey = validatorKey.address;
let home: string;
beforeEach(async () => (home = await mkdtemp(join(tmpdir(), "affine-pruner-"))));
afterEach(() => rm(home, { recursive: true, force: true }));

/** A shard of one answer at a block, whose text lies in the folder. */
async function shard(seq: number, block: number): Promise<readonly [string, Uint8Array, string]> {
  const transcript = sha256Hex(`text ${seq}`);
  const record: RolloutRecord = { ...sampleRecord(seq), block, transcript };
  const names = { netuid: NETUID, hotkey, seq, previous: seq === 0 ? null : "0".repeat(64), rules: RULES, atMs: 5 };
  const draft = draftShard({ ...names, heads: [], records: [record] });
  const path = join(home, transcriptKey(NETUID, transcript));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, "text");
  const { bytes } = encodeShard(draft, validatorKey.sign(shardMessage(draft.header)));
  return [shardKey({ netuid: NETUID, hotkey, seq }), bytes, path];
}

test("default: texts go when nobody may miss them any more, each once, also across starts; nothing else goes", async () => {
  const shards = await Promise.all([shard(0, 1_000), shard(1, 1_100), shard(2, 5_000)]);
  const objects = new Map(shards.map(([key, bytes]) => [key, bytes]));
  const store = { get: (key: string) => Promise.resolve(objects.get(key)) };
  const open = (): TranscriptPruner => new TranscriptPruner({ home, store, netuid: NETUID, hotkey, keptBlocks: 3_600 });
  const left = (): boolean[] => shards.map(([, , path]) => existsSync(path));
  const first = open();
  expect(await first.step(4_700)).toBe(0);
  expect(left()).toEqual([true, true, true]);
  expect(await first.step(4_801)).toBe(1);
  expect(left()).toEqual([false, true, true]);
  expect(await open().step(5_500)).toBe(1);
  expect(left()).toEqual([false, false, true]);
  expect(await open().step(5_500)).toBe(0);
  // What is not sealed yet is not there, and is looked at later.
  const [key, bytes] = await shard(3, 5_001);
  objects.set(key, bytes);
  expect(await open().step(9_000)).toBe(2);
});
