import { expect, test } from "vitest";
import { simulateOutages } from "./simulate-outages.ts";

test.each([
  [160_000, 400],
  [250_000, 400],
  [300_000, 400],
])("law: away two minutes an hour, answers of %i ms: at most one round of %i is missing", async (answerMs, of) => {
  const report = await simulateOutages({ validators: 4, awayMs: 120_000, hours: 24, answerMs, seed: "a day" });
  console.log(JSON.stringify({ answerMs, ...report }));
  expect(report.missing).toBeLessThanOrEqual(report.rounds / of);
  expect(report.heldAgainstModels).toBeLessThanOrEqual(report.answers / 10_000);
});
