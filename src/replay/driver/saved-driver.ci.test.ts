import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { EPOCH_BLOCKS, lifeOf, lives, living } from "../../../test/replay/living-validator.ts";
import { ReplayWorld } from "../../../test/replay/replay-world.ts";
import { VisibleShards } from "../../../test/replay/visible-shards.ts";
import { addressOf, type WorldModel } from "../../../test/replay/world-options.ts";
import { canonicalJson, type Canonical } from "../../core/index.ts";
import { ContestDriver, evidenceDocument, evidenceHash, type ReplayNote, type SavedDriver } from "../index.ts";
import { ShardChain } from "../shard-chain.ts";

const MODELS: WorldModel[] = [
  { hotkey: "weak", block: 1, skill: 300 },
  { hotkey: "strong", block: 8, skill: 900 },
  { hotkey: "late", block: 90, skill: 850 },
  { hotkey: "copy", block: 40, skill: 900, identity: "strong" },
];

const canonical = (text: string): string => canonicalJson(JSON.parse(text) as Canonical);

/** Follows a world from its first block to its end, block by block, and starts anew from what was saved where told. */
class Follower {
  readonly #world: ReplayWorld;
  readonly states = new Map<number, string>();
  readonly notes: ReplayNote[] = [];
  #head = 0;
  #driver: ContestDriver;

  constructor(world: ReplayWorld) {
    this.#world = world;
    this.#driver = this.#open();
  }

  async followTo(head: number): Promise<void> {
    this.#head = head;
    this.#driver.addValidators(this.#world.participants(head).map(({ hotkey }) => hotkey));
    await this.#driver.read(Infinity);
    await this.#driver.advanceTo(head);
  }

  save(): string {
    return JSON.stringify(this.#driver.save());
  }

  restart(saved = this.save()): void {
    this.#driver = this.#open(JSON.parse(saved) as SavedDriver);
  }

  get champion(): string | undefined {
    return this.#driver.replay.contest.champion?.hotkey;
  }

  #open(saved?: SavedDriver): ContestDriver {
    const world = this.#world;
    return new ContestDriver({
      rules: world.rules,
      present: world.participants(this.#head),
      validators: world.participants(this.#head).map(({ hotkey }) => hotkey),
      fetch: {
        beacon: (block) => (block <= this.#head ? world.beacon(block) : undefined),
        fetchBeacon: () => Promise.resolve(false),
        roster: (hash) => Promise.resolve(world.rosters.get(hash)),
      },
      source: (_, from) => new VisibleShards(world.shards, () => this.#head, { from }),
      saved,
      onState: (state) => this.states.set(state.block, evidenceHash(evidenceDocument(120, state))),
      onNote: (note) => void this.notes.push(note),
    });
  }
}

describe("a contest that goes on from what was saved", () => {
  test("law: wherever it is interrupted, it decides and remembers the same, byte for byte, as one that never was", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(lives, { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 219 }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 1000 }),
        async (others, interruptions, step, seed) => {
          const all = [{ from: 0, until: 1000, away: [] }, ...others];
          const validators = all.flatMap((one, at) => lifeOf(`v${at}`, one));
          const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS, seed }).run(220);
          const whole = new Follower(world);
          const parts = new Follower(world);
          for (let head = step; head < 220; head += step) {
            await whole.followTo(head);
            await parts.followTo(head);
            if (interruptions.some((at) => at > head - step && at <= head)) {
              parts.restart();
              expect(parts.champion).toBe(whole.champion);
            }
          }
          expect(whole.states.size).toBeGreaterThan(20);
          expect(parts.states).toEqual(whole.states);
          expect(canonical(parts.save())).toBe(canonical(whole.save()));
          expect(parts.notes).toEqual(whole.notes);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  });

  test("law: what is saved does not depend on how it was read, and can be checked from the beginning", async () => {
    const validators = ["v0", "v1", "v2", "v3"].map((hotkey) => living(hotkey, { from: 0, until: 1000, away: [] }));
    const world = new ReplayWorld({ validators, models: MODELS, epochBlocks: EPOCH_BLOCKS, seed: 3 }).run(220);
    const blockwise = new Follower(world);
    for (let head = 1; head <= 200; head += 1) await blockwise.followTo(head);
    const atOnce = new Follower(world);
    await atOnce.followTo(200);
    expect(canonical(atOnce.save())).toBe(canonical(blockwise.save()));
    expect(blockwise.champion).toBe(addressOf("strong"));
  });

  test("behavior: an interruption in the middle of a test, of duels and of a qualification changes nothing", async () => {
    const close: WorldModel[] = [
      { hotkey: "first", block: 1, skill: 400 },
      ...["a", "b", "c", "d"].map((hotkey, at) => ({ hotkey, block: 6 + at, skill: 880 })),
    ];
    const validators = ["v0", "v1", "v2", "v3"].map((hotkey) => living(hotkey, { from: 0, until: 1000, away: [] }));
    const world = new ReplayWorld({ validators, models: close, epochBlocks: EPOCH_BLOCKS, seed: 5 }).run(320);
    const whole = new Follower(world);
    const parts = new Follower(world);
    for (let head = 1; head < 320; head += 1) {
      await whole.followTo(head);
      parts.restart();
      await parts.followTo(head);
    }
    expect(parts.states).toEqual(whole.states);
    expect(parts.save()).toBe(whole.save());
    expect(whole.notes.filter(({ code }) => code === "crowned").length).toBeGreaterThan(1);
  });

  test("law: shards that nothing names any more are let go of, which changes nothing and keeps what is saved small", async () => {
    const patient: WorldModel[] = [
      { hotkey: "champion", block: 1, skill: 600 },
      { hotkey: "first", block: 10, skill: 600, coldkey: "cold" },
      // Found right once, at its commitment, and waits for a thousand blocks.
      { hotkey: "second", block: 12, skill: 600, coldkey: "cold" },
    ];
    const validators = [
      living("v0", { from: 0, until: 5000, away: [] }),
      living("v1", { from: 0, until: 5000, away: [[600, 640]] }),
      living("v2", { from: 0, until: 700, away: [] }),
      living("v3", { from: 300, until: 5000, away: [] }),
    ];
    const world = new ReplayWorld({ validators, models: patient, epochBlocks: EPOCH_BLOCKS, seed: 4 }).run(2200);
    const decided = async (): Promise<{ states: Map<number, string>; saved: SavedDriver }> => {
      const follower = new Follower(world);
      for (let head = 1; head < 2200; head += 9) await follower.followTo(head);
      return { states: follower.states, saved: JSON.parse(follower.save()) as SavedDriver };
    };
    const shardsIn = ({ replay }: SavedDriver): number =>
      replay.book.chains.reduce((sum, [, { shards }]) => sum + shards.length, 0);
    const dropping = await decided();
    const keeping = vi.spyOn(ShardChain.prototype, "dropShards").mockImplementation(() => undefined);
    const whole = await decided();
    keeping.mockRestore();
    expect(dropping.states).toEqual(whole.states);
    const reasons = world.states.slice(10).flatMap(({ standings }) => standings.map(({ reason }) => reason));
    expect(reasons).toContain("coldkey_busy");
    expect(reasons).not.toContain("not_inspected");
    expect(shardsIn(whole.saved)).toBe(world.shards.filter(({ header }) => header.sealedBlock! <= 2197).length);
    expect(shardsIn(dropping.saved)).toBeLessThan(shardsIn(whole.saved) / 3);
  });
});
