import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReplayWorld } from "../../test/replay/replay-world.ts";
import { addressOf, type WorldModel, type WorldValidator } from "../../test/replay/world-options.ts";
import { sealedShard } from "../../test/replay/world-records.ts";
import { evidenceDocument, evidenceHash, type ContestState, type ReplayShard } from "./index.ts";

const MODELS: WorldModel[] = [
  { hotkey: "weak", block: 1, skill: 300 },
  { hotkey: "strong", block: 8, skill: 900 },
];
const LAST_BLOCK = 220;
/** One is away for a while, one forges now and then. */
const VALIDATORS: WorldValidator[] = [
  { hotkey: "v0" },
  { hotkey: "v1" },
  { hotkey: "v2", isThere: (block) => block < 60 || block >= 80 },
  {
    hotkey: "v3",
    records: (truth, { round }) =>
      round % 7 === 0 ? truth.map((record) => ({ ...record, score: 1000 - record.score })) : truth,
  },
];

const hashes = (states: readonly ContestState[]): string[] =>
  states.map((state) => evidenceHash(evidenceDocument(120, state)));

/** A shard that a validator seals at the end, with what it should have written long before. */
function lateShard(
  world: ReplayWorld,
  hotkey: string,
  change: (of: ReplayShard) => ReplayShard["records"],
): ReplayShard {
  const own = world.shards.filter(({ header }) => header.hotkey === addressOf(hotkey));
  const last = own.at(-1)!;
  return sealedShard(
    own.flatMap((shard) => (shard.header.sealedBlock === 100 ? change(shard) : [])),
    {
      hotkey: addressOf(hotkey),
      last: { seq: last.header.seq, hash: last.hash },
      block: world.block,
      sealedBlock: world.block,
      heads: [],
      rules: world.rules,
    },
  );
}

describe("reading", () => {
  const world = new ReplayWorld({ validators: VALIDATORS, models: MODELS }).run(LAST_BLOCK);
  const expected = hashes(world.replay().states);

  test("law: in whatever order shards come, within a chain too, the same is decided up to a crown by test", () => {
    expect(world.champion).toBe("strong");
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (keys) => {
        const order = world.shards
          .map((shard, at) => ({ shard, key: Math.imul(at + 1, 2_654_435_761 ^ keys[at % keys.length]!) >>> 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ shard }) => shard);
        expect(hashes(world.replay(order).states)).toEqual(expected);
      }),
      { numRuns: 3 },
    );
  });

  test("law: another version of a snapshot that is written too late takes no voting share away", () => {
    const late = ["v0", "v1"].map((hotkey) =>
      lateShard(world, hotkey, ({ records }) =>
        records.flatMap((record) =>
          record.kind === "chain" ? [{ ...record, hash: `0x${"1".repeat(64)}` as const }] : [],
        ),
      ),
    );
    expect(late.flatMap(({ records }) => records.map(({ kind }) => kind))).toEqual(["chain", "chain"]);
    expect(hashes(world.replay([...late, ...world.shards]).states)).toEqual(expected);
  });
});
