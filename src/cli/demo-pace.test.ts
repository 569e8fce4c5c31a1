import { expect, test } from "vitest";
import type { Contest } from "../serve/index.ts";
import { demoBlockMs } from "./demo-pace.ts";

const environments = ["SAT", "ABD"].map((name) => ({ name, version: "1", level: 1 }));
const at = (waiting: number) => ({ queue: { waiting, running: 0 }, environments, contest: null, leaderboard: [] });
const steady = { askedMs: 500, passedBlocks: 1, unsealedBlocks: 1 };

test("default: the pace asked for, while answers keep up", () => {
  expect(demoBlockMs(500, steady, at(5))).toBe(500);
});

test("behavior: slower while answers do not keep up, within bounds, and back again", () => {
  const paces = [500];
  for (let step = 0; step < 10; step += 1) paces.push(demoBlockMs(paces.at(-1)!, steady, at(6)));
  expect(demoBlockMs(500, { ...steady, passedBlocks: 3 }, at(0))).toBe(750);
  expect(demoBlockMs(500, { ...steady, unsealedBlocks: 4 }, at(0))).toBe(500);
  const contest = { challengers: [], champion: null } as unknown as Contest;
  expect(demoBlockMs(500, { ...steady, unsealedBlocks: 4 }, { ...at(0), contest })).toBe(750);
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
