import fc from "fast-check";
import { expect, test } from "vitest";
import { EPOCH_BLOCKS, lifeOf, lives } from "../../../test/replay/living-validator.ts";
import { ReplayWorld } from "../../../test/replay/replay-world.ts";
import { VisibleShards } from "../../../test/replay/visible-shards.ts";
import { addressOf, type WorldModel } from "../../../test/replay/world-options.ts";
import { ContestDriver, evidenceDocument, evidenceHash, type ContestState } from "../../replay/index.ts";
import { silentLogger } from "../../telemetry/index.ts";
import { Alarms } from "../alarms.ts";
import { ContestReading } from "./contest-reading.ts";
import { HeldDecisions } from "./held-decisions.ts";

const MODELS: WorldModel[] = [
  { hotkey: "weak", block: 1, skill: 300 },
  { hotkey: "strong", block: 8, skill: 900 },
];
const LAST_BLOCK = 150;
const DEADLINE_BLOCKS = 8;
const nothing = (): undefined => undefined;
const hashOf = (state: ContestState): string => evidenceHash(evidenceDocument(120, state));

/** How a validator works: drawn, so that its loops meet in every order. */
interface Pace {
  readonly start: number;
  /** Turns that each step takes, over and over. */
  readonly turns: readonly number[];
  /** Blocks that a shard is on its way, over and over. */
  readonly delays: readonly number[];
}

/** What a validator publishes that starts at a block: its reading and its deciding go on side by side, as in the judge. */
async function published(world: ReplayWorld, { start, turns, delays }: Pace): Promise<Map<number, string>> {
  let head = start;
  let step = 0;
  const turn = async (): Promise<void> => {
    for (let left = turns[step++ % turns.length] ?? 0; left > 0; left -= 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  const champion = world.rules.champion!;
  const held = new HeldDecisions(champion);
  const begin = (validators: Iterable<string>): ContestDriver => {
    held.clear();
    return new ContestDriver({
      rules: world.rules,
      present: world.participants(head),
      validators,
      fetch: {
        beacon: (block) => (block <= head ? world.beacon(block) : undefined),
        fetchBeacon: () => Promise.resolve(false),
        roster: (hash) => Promise.resolve(world.rosters.get(hash)),
      },
      source: () =>
        new VisibleShards(world.shards, () => head, {
          delayOf: ({ header }) => delays[header.seq % delays.length] ?? 0,
          turn,
        }),
      onBegin: () => {
        held.clear();
      },
      onState: (state) => {
        held.add(state);
      },
    });
  };
  const reading = new ContestReading({
    champion,
    hotkey: addressOf("who looks on"),
    newDriver: (validators) => ({ driver: begin(validators), heads: () => [] }),
    draftedBlock: () => null,
    alarms: new Alarms(() => 0, nothing),
    log: silentLogger,
  });
  const decisions = new Map<number, string>();
  const { signal } = new AbortController();
  const over = new AbortController();
  const passes = (async () => {
    while (!over.signal.aborted) {
      await reading.pass(head, signal);
      await new Promise((resolve) => setImmediate(resolve));
    }
  })();
  for (; head < LAST_BLOCK; head += 1) {
    await turn();
    const taking = world.participants(head).map(({ hotkey }) => hotkey);
    reading.addValidators(taking, new Set(taking));
    await turn();
    if (reading.replay === undefined) {
      // A chain does not wait, but where nothing was ever read nothing is published.
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    await reading.advance(head);
    for (const state of held.takeFirm((shares) => reading.firmBlock(shares))) {
      const hash = hashOf(state);
      expect(decisions.get(state.block) ?? hash, `block ${state.block} is decided anew`).toBe(hash);
      decisions.set(state.block, hash);
    }
  }
  over.abort();
  await passes;
  return decisions;
}

const pace = fc.record({
  start: fc.integer({ min: 5, max: 120 }),
  turns: fc.array(fc.constantFrom(0, 0, 1, 2, 9, 60), { minLength: 1, maxLength: 12 }),
  delays: fc.array(fc.integer({ min: 0, max: DEADLINE_BLOCKS / 4 }), { minLength: 1, maxLength: 5 }),
});

test("law: what a validator publishes follows from the whole record, whenever it starts and however its reading and its deciding meet", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(lives, { minLength: 2, maxLength: 4 }),
      fc.array(pace, { minLength: 2, maxLength: 2 }),
      async (others, paces) => {
        // The first one is there all the time, so that somebody is.
        const all = [{ from: 0, until: 1000, away: [] }, ...others];
        const world = new ReplayWorld({
          validators: all.flatMap((one, at) => lifeOf(`v${at}`, one)),
          models: MODELS,
          epochBlocks: EPOCH_BLOCKS,
          deadlineBlocks: DEADLINE_BLOCKS,
        }).run(LAST_BLOCK + 2 * DEADLINE_BLOCKS);
        const whole = new Map(world.replay().states.map((state) => [state.block, hashOf(state)]));
        for (const one of paces) {
          for (const [block, hash] of await published(world, one)) {
            expect(hash, `start ${one.start}, block ${block}`).toBe(whole.get(block));
            compared += 1;
          }
        }
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
  expect(compared).toBeGreaterThan(50);
});
