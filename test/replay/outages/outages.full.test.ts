import { expect, test } from "vitest";
import { V2_CONSTANTS } from "../../../src/mechanism/index.ts";
import { simulateOutages } from "./simulate-outages.ts";

/** At most one round of so many is missing; whose answers are slower than 250 s is covered by what may be void. */
const GOAL = 400;

test.each([
  [160_000, GOAL],
  [250_000, GOAL],
  // An answer of 300 s that is lost late and asked again two minutes later does not always fit the deadline.
  [300_000, V2_CONSTANTS.allowanceOneIn],
])("law: away two minutes an hour, answers of %i ms: at most one round of %i is missing", async (answerMs, of) => {
  const report = await simulateOutages({ validators: 4, awayMs: 120_000, hours: 24, answerMs, seed: "a day" });
  console.log(JSON.stringify({ answerMs, ...report }));
  expect(report.missing).toBeLessThanOrEqual(report.rounds / of);
  expect(report.heldAgainstModels).toBeLessThanOrEqual(report.answers / 10_000);
});
