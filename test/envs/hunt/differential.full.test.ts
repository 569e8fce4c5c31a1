import { expect, test } from "vitest";
import { compareHunts } from "./differential.ts";

test("behavior: a second implementation, written from the page, says the same of 10,000 episodes", () => {
  const { episodes, turns, disagreements } = compareHunts("full", 10_000);
  process.stderr.write(
    `HUNT: ${turns} turns of ${episodes} episodes compared, ${disagreements.length} disagreements\n`,
  );
  expect(disagreements).toEqual([]);
  expect(episodes).toBe(10_000);
});
