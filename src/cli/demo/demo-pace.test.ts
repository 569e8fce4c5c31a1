import { expect, test } from "vitest";
import type { Contest } from "../../serve/index.ts";
import { askedBlockMs, BLOCK_MS, demoBlockMs, FIRST_BLOCK_MS } from "./demo-pace.ts";

const environments = ["SAT", "ABD"].map((name) => ({ name, version: "1", level: 1 }));
const at = (waiting: number, mechanism = "affine-v1") => ({
  ...{ mechanism, queue: { waiting, running: 0 }, environments, contest: null, leaderboard: [] },
});
const steady = { askedMs: 500, passedBlocks: 1, unsealedBlocks: 1 };

test("default: the pace asked for, while answers keep up", () => {
  expect(demoBlockMs(500, steady, at(5))).toBe(500);
});

test("behavior: slower while answers do not keep up, within bounds, and back again", () => {
  const paces = [500];
  for (let step = 0; step < 10; step += 1) paces.push(demoBlockMs(paces.at(-1)!, steady, at(6)));
  expect(demoBlockMs(500, { ...steady, passedBlocks: 3 }, at(0))).toBe(750);
  expect(demoBlockMs(500, { ...steady, unsealedBlocks: 4 }, at(0))).toBe(500);
  // Also before there is a contest: what the chain says has to be on record in time.
  expect(demoBlockMs(500, { ...steady, unsealedBlocks: 4 }, at(0, "affine-v2"))).toBe(750);
  expect(paces.slice(0, 3)).toEqual([500, 750, 1125]);
  expect(paces.at(-1)).toBe(5000);
  expect(demoBlockMs(1000, steady, at(4))).toBe(1000);
  for (let step = 0; step < 40; step += 1) paces.push(demoBlockMs(paces.at(-1)!, steady, at(0)));
  expect(paces.at(-1)).toBe(500);
});

test("behavior: a round that has just been asked is no sign of a slow machine: two questions an environment under affine-v2", () => {
  const contest = { challengers: [], champion: { uid: 1 } } as unknown as Contest;
  // One contestant, two environments, two questions each.
  expect(demoBlockMs(1000, steady, { ...at(4), contest })).toBe(700);
  expect(demoBlockMs(1000, steady, { ...at(11), contest })).toBe(1500);
});

test("default: faster until the first crown was won by test, fastest before the first question", () => {
  const crown = { byTest: false };
  const of = (
    rollouts: number,
    crowns: readonly (typeof crown)[],
    waiting = 0,
    replaying: Parameters<typeof askedBlockMs>[0]["replaying"] = null,
  ) =>
    askedBlockMs({
      replaying,
      mechanism: "affine-v2",
      contest: { crowns } as unknown as Contest,
      records: { rollouts, shards: 0, bytes: 0, pending: 0 },
      queue: { waiting, running: 0 },
    });
  expect(of(0, [])).toBeLessThan(FIRST_BLOCK_MS);
  expect(of(0, [], 8)).toBe(FIRST_BLOCK_MS);
  // A second start asks nothing new until it knows where it is.
  expect(of(0, [], 0, { block: 3, headBlock: 200 })).toBeGreaterThan(BLOCK_MS);
  expect(of(900, [crown])).toBe(FIRST_BLOCK_MS);
  expect(of(1_500, [{ byTest: true }, crown])).toBe(BLOCK_MS);
});
