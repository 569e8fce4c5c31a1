import { expect, test } from "vitest";
import { CHECKS } from "../full-counts.ts";
import { compareHunts } from "./differential.ts";

test("behavior: a second implementation, written from the page, says the same of all episodes", () => {
  const { episodes, turns, disagreements } = compareHunts("full", CHECKS);
  process.stderr.write(
    `HUNT: ${turns} turns of ${episodes} episodes compared, ${disagreements.length} disagreements\n`,
  );
  expect(disagreements).toEqual([]);
  expect(episodes).toBe(CHECKS);
});
