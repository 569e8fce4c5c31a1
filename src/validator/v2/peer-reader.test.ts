import { expect, test } from "vitest";
import { sampleRecord, validatorKey } from "../../../test/integration/records/sample-records.ts";
import { temporaryFolder } from "../../../test/integration/records/temporary-folder.ts";
import { draftShard, encodeShard, shardMessage, type RolloutRecord } from "../../record/index.ts";
import { contestRules, rulesHash, type ContestReplay } from "../../replay/index.ts";
import { FsStore, shardKey, type KeptShards } from "../../store/index.ts";
import { PeerReader } from "./peer-reader.ts";

const NETUID = 120;
const rules = contestRules({ netuid: NETUID, environments: [{ name: "SAT" }], champion: { deadlineBlocks: 20 } });
const peer = validatorKey.address;

/** Nothing is scheduled yet, so that every rollout may decide something. */
const replay = { lastScheduled: 0, planOf: () => undefined } as unknown as ContestReplay;

interface Made {
  readonly bytes: Uint8Array;
  readonly headerHash: string;
}

function shard(seq: number, previous: string | null, records: RolloutRecord[], sealedBlock: number): Made {
  const draft = draftShard({
    ...{ netuid: NETUID, hotkey: peer, seq, previous, records, heads: [], sealedBlock, atMs: 1 },
    rules: rulesHash(rules),
  });
  return encodeShard(draft, validatorKey.sign(shardMessage(draft.header)));
}

async function readerOf(shards: readonly (readonly [seq: number, Made])[]) {
  const store = await FsStore.open(await temporaryFolder());
  const put = (seq: number, { bytes }: Made) => store.putOnce(shardKey({ netuid: NETUID, hotkey: peer, seq }), bytes);
  for (const [seq, made] of shards) await put(seq, made);
  const at = { head: 100 };
  const reader = new PeerReader({
    ...{ rules, hotkey: "5Us", ownStore: store, store, replay: () => replay, headBlock: () => at.head },
    kept: { keep: () => Promise.resolve() } as unknown as KeptShards,
    onDispute: () => Promise.resolve(),
    onProblem: () => undefined,
  });
  return { reader, put, at };
}

const quiet = (block: number): RolloutRecord => sampleRecord(1, { block, rules: rulesHash(rules) });

test("error: a record of a block that never comes holds its chain up for a deadline, and no longer", async () => {
  const far = 900_000_000;
  const challenge = `SAT/2/eyJsZXZlbCI6MX0/${"ab".repeat(32)}`;
  const about = { block: far, round: far, challenge, rules: rulesHash(rules) };
  const withheld = sampleRecord(1, { ...about, transcript: "cd".repeat(32) });
  const { reader, at } = await readerOf([[0, shard(0, null, [withheld], far)]]);
  expect(await reader.next(peer, Infinity)).toBeUndefined();
  at.head = 120;
  expect(await reader.next(peer, Infinity)).toBeUndefined();
  at.head = 121;
  expect(await reader.next(peer, Infinity)).toMatchObject({ header: { seq: 0 } });
});

test("error: a shard that says it was sealed long ago is evaluated like any other", async () => {
  const challenge = `SAT/2/eyJsZXZlbCI6MX0/${"ab".repeat(32)}`;
  const about = { block: 95, round: 95, challenge, rules: rulesHash(rules) };
  const { reader } = await readerOf([
    [0, shard(0, null, [sampleRecord(1, { ...about, transcript: "cd".repeat(32) })], 1)],
  ]);
  // Its text is awaited: it is not taken unseen.
  expect(await reader.next(peer, Infinity)).toBeUndefined();
});

test("behavior: no head is listed behind a shard that is missing, until it is there", async () => {
  const first = shard(0, null, [quiet(10)], 11);
  const second = shard(1, first.headerHash, [quiet(12)], 13);
  const third = shard(2, second.headerHash, [quiet(14)], 15);
  const { reader, put, at } = await readerOf([
    [0, first],
    [2, third],
  ]);
  // Long after their deadlines, so that nobody asks for texts.
  at.head = 1_000;
  const take = async (): Promise<number | undefined> => {
    const found = await reader.next(peer, Infinity);
    if (found !== undefined) reader.taken(peer);
    return found?.header.seq;
  };
  expect([await take(), reader.heads.map(({ seq }) => seq)]).toEqual([0, [0]]);
  expect([await take(), reader.heads.map(({ seq }) => seq)]).toEqual([2, [0]]);
  expect(await take()).toBeUndefined();
  await put(1, second);
  expect([await take(), reader.heads.map(({ seq }) => seq)]).toEqual([1, [2]]);
});
