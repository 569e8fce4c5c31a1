import { expect, test } from "vitest";
import type { Miner } from "../core/index.ts";
import type { LeaderboardRow } from "./status.ts";
import { withSilentMiners } from "./with-silent-miners.ts";

const miner = (uid: number, hotkey: string): Miner => ({
  uid,
  hotkey,
  coldkey: "cold",
  model: `m/affine-${uid}`,
  revision: "r",
  block: 5,
  baseUrl: "http://127.0.0.1/v1",
  chuteId: null,
});

test("default: who has no result stands at the end, who has one is not doubled", () => {
  const answered: LeaderboardRow = {
    uid: 1,
    hotkey: "a",
    model: "m/affine-1",
    revision: "r",
    block: 5,
    eligible: true,
    dominates: 3,
    champion: true,
    weightBp: 10_000,
    environments: { SAT: { n: 1, asked: 1, answered: 1, score: 1000, lowBp: 2000, highBp: 10_000 } },
  };
  const board = withSilentMiners([answered], [miner(1, "a"), miner(2, "b")]);
  expect(board.map((row) => row.uid)).toEqual([1, 2]);
  expect(board[0]).toBe(answered);
  expect(board[1]).toMatchObject({ eligible: false, champion: false, weightBp: 0, environments: {} });
});
