import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf, ReplayWorld, type WorldModel, type WorldValidator } from "../../../test/contest/replay-world.ts";
import { ContestDriver, evidenceDocument, evidenceHash, type ContestState, type ReplayShard } from "../index.ts";
import type { ShardSource } from "./shard-source.ts";

const MODELS: WorldModel[] = [
  { hotkey: "weak", block: 1, skill: 300 },
  { hotkey: "strong", block: 8, skill: 900 },
];
const EPOCH_BLOCKS = 10;
const FOUR = ["v0", "v1", "v2", "v3"];

/** When somebody is a validator, and when it is away meanwhile. */
interface Life {
  readonly from: number;
  readonly until: number;
  readonly away: readonly (readonly [from: number, until: number])[];
  /** Blocks for which it is at work already before the chain says that it takes part: its announcement is late. */
  readonly early?: number;
  readonly stakes?: readonly [number, number];
}

/** A validator that lives so, and renews its announcement once an epoch while it is there. */
function living(hotkey: string, { from, until, away, early = 0, stakes = [1000, 1000] }: Life): WorldValidator {
  const works = (block: number): boolean =>
    block >= from - early && block < until && !away.some(([start, end]) => block >= start && block < end);
  const permitted = (block: number): boolean => block >= from && block < until + 2 * EPOCH_BLOCKS;
  return {
    hotkey,
    isThere: works,
    stakeAt: (block) => (permitted(block) ? String(stakes[block < 60 ? 0 : 1]) : null),
    announcedAt: (block) => {
      for (let at = block; at >= from; at -= 1) {
        if (works(at) && (at === from || at % EPOCH_BLOCKS === 0)) return at;
      }
      return undefined;
    },
  };
}

/** Shards as they can be read at a block. */
class Visible implements ShardSource {
  readonly #chains = new Map<string, ReplayShard[]>();
  readonly #next = new Map<string, number>();
  readonly #headBlock: () => number;

  constructor(shards: readonly ReplayShard[], headBlock: () => number) {
    this.#headBlock = headBlock;
    for (const shard of shards) {
      const chain = this.#chains.get(shard.header.hotkey);
      if (chain === undefined) this.#chains.set(shard.header.hotkey, [shard]);
      else chain.push(shard);
    }
  }

  next(hotkey: string, untilBlock: number): Promise<ReplayShard | undefined> {
    const shard = this.#chains.get(hotkey)?.[this.#next.get(hotkey) ?? 0];
    const sealed = shard?.header.sealedBlock ?? 0;
    return Promise.resolve(sealed <= Math.min(untilBlock, this.#headBlock()) ? shard : undefined);
  }

  taken(hotkey: string): void {
    this.#next.set(hotkey, (this.#next.get(hotkey) ?? 0) + 1);
  }
}

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
      source: () => new Visible(shards, () => head),
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

const life = fc.record({
  from: fc.constantFrom(0, 0, 0, 35, 60),
  until: fc.constantFrom(1000, 1000, 1000, 70),
  away: fc.array(
    fc
      .tuple(fc.integer({ min: 10, max: 100 }), fc.integer({ min: 3, max: 25 }))
      .map(([at, long]) => [at, at + long] as const),
    { maxLength: 1 },
  ),
  early: fc.constantFrom(0, 0, 12),
  stakes: fc.constantFrom([1000, 1000] as const, [1000, 4000] as const, [3000, 500] as const),
});

describe("ContestDriver", () => {
  test("law: whoever starts whenever decides the same, whatever permits, stakes, outages, late starts and new keys there were", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(life, { minLength: 2, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 118 }), { minLength: 2, maxLength: 2 }),
        fc.integer({ min: 1, max: 9 }),
        async (lives, starts, step) => {
          // The first one is there all the time, so that somebody is.
          const all = [{ from: 0, until: 1000, away: [] }, ...lives];
          const validators = all.map((one, at) => living(`v${at}`, one));
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
    const lives: Life[] = [
      { from: 0, until: 62, away: [] },
      { from: 0, until: 1000, away: [], stakes: [1000, 5000] },
      { from: 0, until: 1000, away: [[40, 55]] },
      { from: 55, until: 1000, away: [] },
    ];
    const validators = lives.map((one, at) => living(`v${at}`, one));
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
        source: () => new Visible(shards, () => 99),
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
});
