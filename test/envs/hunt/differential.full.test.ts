import { expect, test } from "vitest";
import { huntEnvironment } from "../../../src/envs/index.ts";
import { CHECKS, levelsAmong } from "../full-counts.ts";
import { compareHunts } from "./differential.ts";

test("behavior: a second implementation, written from the page, says the same of all episodes", () => {
  const levels = levelsAmong(huntEnvironment.info.levels);
  const { episodes, turns, disagreements } = compareHunts("full", CHECKS, levels);
  process.stderr.write(
    `HUNT levels ${levels.join()}: ${turns} turns of ${episodes} episodes compared, ${disagreements.length} disagreements\n`,
  );
  expect(disagreements).toEqual([]);
  expect(episodes).toBe(CHECKS);
});
