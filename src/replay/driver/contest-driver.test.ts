import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReplayWorld } from "../../../test/replay/replay-world.ts";
import { EPOCH_BLOCKS, lifeOf, lives, living, type Life } from "../../../test/replay/living-validator.ts";
import { VisibleShards } from "../../../test/replay/visible-shards.ts";
import { addressOf, type WorldModel, type WorldValidator } from "../../../test/replay/world-options.ts";
import {
  ContestDriver,
  ContestReplay,
  evidenceDocument,
  evidenceHash,
  type ContestState,
  type ReplayShard,
} from "../index.ts";

const MODELS: WorldModel[] = [
  { hotkey: "weak", block: 1, skill: 300 },
  { hotkey: "strong", block: 8, skill: 900 },
];
const FOUR = ["v0", "v1", "v2", "v3"];

const hashOf = (state: ContestState): string => evidenceHash(evidenceDocument(120, state));
const hashes = (states: readonly ContestState[]): Map<number, string> =>
  new Map(states.map((state) => [state.block, hashOf(state)]));

/** What a reader decides that starts at a block, and follows the chain from there to its end. */
async function readFrom(
  world: ReplayWorld,
  start: number,
  {
    shards = world.shards,
    step = 7,
    also = [],
  }: { shards?: readonly ReplayShard[]; step?: number; also?: string[] } = {},
): Promise<Map<number, string>> {
  let head = start;
  let states: ContestState[] = [];
  const begin = (): ContestDriver =>
    new ContestDriver({
      rules: world.rules,
      present: world.participants(head),
      validators: [...world.participants(head).map(({ hotkey }) => hotkey), ...also],
      fetch: {
        beacon: (block) => (block <= head ? world.beacon(block) : undefined),
        fetchBeacon: () => Promise.resolve(false),
        roster: (hash) => Promise.resolve(world.rosters.get(hash)),
      },
      source: () => new VisibleShards(shards, () => head),
      onBegin: () => (states = []),
      onState: (state) => states.push(state),
    });
  let driver = begin();
  await driver.catchUp({ headBlock: head });
  while (head < world.block) {
    head = Math.min(world.block, head + step);
    driver.addValidators(world.participants(head).map(({ hotkey }) => hotkey));
    await driver.read(Infinity);
    await driver.advanceTo(head);
    if (driver.replay.outdated !== null) {
      states = [];
      driver = begin();
      await driver.catchUp({ headBlock: head });
    }
  }
  return hashes(states);
}

describe("ContestDriver", () => {
  test("law: whoever starts whenever decides the same, whatever permits, stakes, outages, late starts and new keys there were", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lives, { minLength: 2, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 118 }), { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 1, max: 9 }),
        async (others, starts, step) => {
          // The first one is there all the time, so that somebody is.
          const all = [{ from: 0, until: 1000, away: [] }, ...others];
          const validators = all.flatMap((one, at) => lifeOf(`v${at}`, one));
          const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(120);
          const expected = hashes(world.replay().states);
          expect(expected.size).toBeGreaterThan(20);
          for (const start of [...starts, 120]) {
            const found = await readFrom(world, start, { step });
            for (const [block, hash] of found) expect(hash, `start ${start}, block ${block}`).toBe(expected.get(block));
            expect(found.size).toBe(expected.size);
          }
        },
      ),
      { numRuns: 8, endOnFailure: true },
    );
  });

  test("behavior: of four, one was away and is back, one is late, one lost its permit: those that start now decide the same", async () => {
    const four: Life[] = [
      { from: 0, until: 62, away: [] },
      { from: 0, until: 1000, away: [], stakes: [1000, 5000] },
      { from: 0, until: 1000, away: [[40, 55]] },
      { from: 55, until: 1000, away: [] },
    ];
    const validators = four.map((one, at) => living(`v${at}`, one));
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(200);
    const expected = hashes(world.replay().states);
    expect(world.participants(199).map(({ hotkey }) => hotkey)).not.toContain(addressOf("v0"));
    for (const start of [64, 120, 199]) expect(await readFrom(world, start)).toEqual(expected);
    expect(world.champion).toBe("strong");
  });

  test("behavior: a history dated back by a validator of today begins nothing", async () => {
    const validators = FOUR.map((hotkey) => living(hotkey, { from: 20, until: 1000, away: [] }));
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(120);
    const expected = hashes(world.replay().states);
    const forger = addressOf("forger");
    const other = new ReplayWorld({ validators: [{ hotkey: "forger" }], models: MODELS, epochBlocks: EPOCH_BLOCKS });
    const forged = other.run(120).shards;
    const shards = [...world.shards, ...forged];
    for (const [hash, roster] of other.rosters) world.rosters.set(hash, roster);
    for (const start of [40, 119]) expect(await readFrom(world, start, { shards, also: [forger] })).toEqual(expected);
  });
});

describe("a quorum that recovers", () => {
  const forGood = (hotkey: string, until: number): WorldValidator => living(hotkey, { from: 0, until, away: [] });
  const stays = (hotkey: string, from = 0): WorldValidator => living(hotkey, { from, until: 1000, away: [] });

  test.each<[string, WorldValidator[], string[]]>([
    ["two of four leave", [stays("v0"), stays("v1"), forGood("v2", 50), forGood("v3", 50)], ["v0", "v1"]],
    ["one of two leaves", [stays("v0"), forGood("v1", 50)], ["v0"]],
    ["a lone validator gets a new key", [forGood("v0", 50), stays("v1", 60)], ["v1"]],
    [
      "the list was empty for a while",
      // The next one has been looking on since the beginning.
      [forGood("v0", 40), living("v1", { from: 110, until: 1000, away: [], early: 110 })],
      ["v1"],
    ],
  ])("behavior: %s: snapshots stop, and go on with those that are left", async (_, validators, left) => {
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(190);
    const { snapshot } = world.driver;
    expect(snapshot?.record.block).toBeGreaterThan(170);
    expect(snapshot?.shares.map(({ hotkey }) => hotkey).sort()).toEqual(left.map(addressOf).sort());
    expect(await readFrom(world, 189)).toEqual(hashes(world.replay().states));
  });

  test("behavior: two halves that do not hear each other, for longer than silence: nothing is decided twice", async () => {
    const halfOf = (hotkey: string): boolean => hotkey < "v2";
    const validators = FOUR.map((hotkey): WorldValidator => ({
      ...stays(hotkey),
      isDeafTo: (other, block) =>
        block >= 40 && block < 100 && FOUR.some((one) => addressOf(one) === other && halfOf(one) !== halfOf(hotkey)),
    }));
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(150);
    const final = hashes(world.replay().states);
    const present = new Set(FOUR.map(addressOf));
    const published = new Map<number, Set<string>>();
    for (const side of [true, false]) {
      // What one half has read by the end of the separation.
      const shards = world.shards.filter(
        ({ header }) =>
          header.sealedBlock! < 40 || FOUR.some((one) => addressOf(one) === header.hotkey && halfOf(one) === side),
      );
      const states: ContestState[] = [];
      const driver = new ContestDriver({
        rules: world.rules,
        present: world.participants(99),
        validators: FOUR.map(addressOf),
        fetch: {
          beacon: (block) => world.beacon(block),
          fetchBeacon: () => Promise.resolve(false),
          roster: (hash) => Promise.resolve(world.rosters.get(hash)),
        },
        source: () => new VisibleShards(shards, () => 99),
        onState: (state) => states.push(state),
      });
      await driver.catchUp({ headBlock: 99 });
      const { deadlineBlocks } = world.rules.champion!;
      const firm = driver.heardBlock(present) - deadlineBlocks - Math.ceil(deadlineBlocks / 4);
      expect(firm).toBeLessThan(40);
      for (const state of states.filter(({ block }) => block <= firm)) {
        published.set(state.block, (published.get(state.block) ?? new Set()).add(hashOf(state)));
      }
    }
    expect(published.size).toBeGreaterThan(3);
    for (const [block, decisions] of published) expect([...decisions], `block ${block}`).toEqual([final.get(block)]);
    // Heard again, they go on.
    expect(world.driver.snapshot?.record.block).toBeGreaterThan(130);
  });

  test("behavior: nobody is called silent whose announcement has not run out, whoever says so", () => {
    const lonely = (record: Parameters<NonNullable<WorldValidator["snapshot"]>>[0]) =>
      record.block < 40
        ? record
        : { ...record, validators: record.validators.filter(({ hotkey }) => hotkey === addressOf("v3")) };
    const away: Life = { from: 0, until: 1000, away: [[40, 60]] };
    const validators = [
      living("v0", away),
      living("v1", away),
      living("v2", away),
      { ...stays("v3"), snapshot: lonely },
    ];
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(110);
    expect(world.driver.snapshot?.shares.length).toBe(4);
  });

  type Snapshot = Parameters<NonNullable<WorldValidator["snapshot"]>>[0];
  const alone =
    (hotkey: string, from: number) =>
    (record: Snapshot): Snapshot =>
      record.block < from
        ? record
        : { ...record, validators: record.validators.filter((one) => one.hotkey === addressOf(hotkey)) };

  test.each<[string, Partial<WorldValidator>]>([
    ["that writes its own version all the while", {}],
    ["that is away at grid blocks, and seals in between", { snapshot: (record) => ({ ...record, block: 1 }) }],
  ])("behavior: two of four leave; the third cannot call the fourth silent %s", async (_, fourth) => {
    const validators: WorldValidator[] = [
      forGood("v0", 50),
      forGood("v1", 50),
      {
        ...stays("v2"),
        ...fourth,
        ...(fourth.snapshot && { snapshot: (r: Snapshot) => (r.block < 50 ? r : fourth.snapshot!(r)) }),
      },
      { ...stays("v3"), snapshot: alone("v3", 50) },
    ];
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(190);
    // Two halves of what is left that disagree: it stands still rather than go to one of them.
    expect(world.driver.snapshot?.shares.length).toBe(4);
    expect(await readFrom(world, 189)).toEqual(hashes(world.replay().states));
  });

  test("behavior: who left and shows shards of a later time that nobody saw changes nothing", () => {
    const validators = [stays("v0"), stays("v1"), forGood("v2", 50), forGood("v3", 50)];
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS }).run(190);
    const last = world.shards.findLast(({ header }) => header.hotkey === addressOf("v3"))!;
    const dated = Array.from({ length: 130 }, (__, at): ReplayShard => {
      const block = 50 + at;
      const header = { ...last.header, seq: last.header.seq + 1 + at, sealedBlock: block, lastBlock: block };
      return { header, hash: `dated ${at}`, records: [] };
    });
    expect(hashes(world.replay([...world.shards, ...dated]).states)).toEqual(hashes(world.replay().states));
  });

  test("behavior: of two beginnings the one counts that holds more of the stake when it is read, whoever was there before", () => {
    // Its list has a hash that stands first in any order of texts.
    const forge = (record: Snapshot): Snapshot => ({
      ...alone("m", 0)(record),
      beacons: record.beacons.map(() => `0x${"0".repeat(64)}`),
    });
    const world = new ReplayWorld({
      validators: [
        forGood("v0", 50),
        living("v1", { from: 60, until: 1000, away: [], early: 12 }),
        { ...living("m", { from: 60, until: 1000, away: [], stakes: [1, 1] }), snapshot: forge },
      ],
      models: MODELS,
      epochBlocks: EPOCH_BLOCKS,
    }).run(190);
    const readBy = (present: (block: number) => number): readonly (string | undefined)[] => {
      const replay = new ContestReplay(world.replayOptions({ rootStakes: world.participants(present(0)) }));
      for (const roster of world.rosters.values()) replay.addRoster(roster);
      const read = new Set<ReplayShard>();
      for (let block = 0; block < 190; block += 1) {
        replay.seePresent(world.participants(present(block)));
        for (const shard of world.shards) {
          if (read.has(shard) || shard.header.sealedBlock! >= block) continue;
          read.add(shard);
          replay.read(shard);
        }
        expect(replay.advance(block)).toBeNull();
      }
      return replay.snapshot!.shares.map(({ hotkey }) => hotkey);
    };
    // It was there from the beginning, or starts now; with those that were there before it decides nothing.
    expect(readBy((block) => block)).toContain(addressOf("v1"));
    expect(readBy(() => 189)).toEqual(readBy((block) => block));
    expect(readBy(() => 50)).toEqual([addressOf("v0")]);
  });
});
