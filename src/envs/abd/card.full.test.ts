import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { abdEnvironment, makeCard, type Card } from "../index.ts";

/** A whole card takes half an hour, most of it programs climbing; a tenth of it finds what a change would break. */
const SAMPLES = 100;

test("golden: a card of ABD with a tenth of the samples is within the bars and near the stored one", async () => {
  const stored = JSON.parse(readFileSync(new URL("abd.card.json", import.meta.url), "utf8")) as Card;
  const { facts } = await makeCard(abdEnvironment, { samples: SAMPLES });
  expect(facts.golden).toEqual(stored.facts.golden);
  expect(facts.figures).toEqual(stored.facts.figures);
  for (const count of Object.values(facts.oracle)) expect(count.passed).toBe(count.asked);
  expect(facts.leaks.found).toBe(0);
  expect(facts.fuzz).toMatchObject({ throws: 0, malformedVerdicts: 0 });
  for (const level of facts.scoredLevels) {
    for (const { levels } of facts.blind) expect(levels[level]?.passed).toBe(0);
    expect(facts.duplicates[level]).toMatchObject({ exact: 0, shape: 0 });
    // 5% is the bar; of 100, a share of 5% gives 12 or more once in 250 times.
    for (const { levels } of facts.shallow) expect(levels[level]?.passed).toBeLessThan(12);
  }
});
