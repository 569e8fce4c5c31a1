import { expect, test } from "vitest";
import type { Status } from "../../serve/index.ts";
import { Milestones } from "./milestones.ts";

type Seen = Parameters<Milestones["see"]>[0];

const champion = { uid: 4, hotkey: "5F", model: "a/affine" };
const first = { byTest: false } as NonNullable<Status["contest"]>["crowns"][number];
const won = { ...first, byTest: true };

function seen(rollouts: number, crowns: readonly (typeof first)[] = []): Seen {
  const contest = { champion: crowns.length === 0 ? null : champion, crowns } as unknown as Status["contest"];
  return { records: { rollouts, shards: 1, bytes: 1, pending: 0 }, contest, champion: null, replaying: null };
}

test("default: each turning point once, at the moment of its first sight", () => {
  const milestones = new Milestones();
  milestones.see(seen(0), 1_000);
  expect(milestones.times).toEqual({ firstAnswerMs: null, firstChampionMs: null, firstCrownMs: null });
  milestones.see(seen(8), 5_000.4);
  milestones.see(seen(480, [first]), 25_000);
  milestones.see(seen(900, [first]), 26_000);
  milestones.see(seen(1_200, [won, first]), 60_000);
  milestones.see(seen(1_300, [won, won, first]), 90_000);
  expect(milestones.times).toEqual({ firstAnswerMs: 5_000, firstChampionMs: 25_000, firstCrownMs: 60_000 });
});

test("behavior: what an earlier start had come to is none of this one's, also while it is still read", () => {
  const milestones = new Milestones();
  milestones.see({ ...seen(0), contest: null, replaying: { block: 3, headBlock: 200 } }, 1_000);
  milestones.see(seen(480, [first]), 2_000);
  milestones.see(seen(900, [won, first]), 40_000);
  expect(milestones.times).toEqual({ firstAnswerMs: null, firstChampionMs: null, firstCrownMs: 40_000 });
});

test("behavior: under affine-v1 there is a champion without a contest", () => {
  const milestones = new Milestones();
  const v1 = { ...seen(0), contest: null };
  milestones.see(v1, 1_000);
  milestones.see({ ...v1, champion }, 2_000);
  expect(milestones.times).toMatchObject({ firstChampionMs: 2_000, firstCrownMs: null });
});
