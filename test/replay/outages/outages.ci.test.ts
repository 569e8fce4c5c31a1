import { expect, test } from "vitest";
import { simulateOutages } from "./simulate-outages.ts";

const HOURLY = { validators: 4, awayMs: 120_000, seed: "outages" } as const;

test("law: four validators, each away two minutes an hour, answers of 250 s: at most one round of 400 is missing", async () => {
  const report = await simulateOutages({ ...HOURLY, hours: 4, answerMs: 250_000 });
  expect(report.rounds).toBe(401);
  expect(report.askedAgain).toBeGreaterThan(50);
  expect(report.missing).toBeLessThanOrEqual(report.rounds / 400);
  expect(report.heldAgainstModels).toBe(0);
});

test("behavior: half the deadline would not do, so that the law can fail", async () => {
  const report = await simulateOutages({ ...HOURLY, hours: 2, answerMs: 250_000, deadlineBlocks: 50 });
  expect(report.missing).toBeGreaterThan(report.rounds / 50);
});

test("behavior: questions under way follow rate times latency", async () => {
  const alone = { validators: 1, hours: 1, awayMs: 0, seed: "alone" } as const;
  const slow = await simulateOutages({ ...alone, answerMs: 300_000 });
  const fast = await simulateOutages({ ...alone, answerMs: 10_000 });
  // Three questions every 36 s, or six, times 300 s.
  expect(slow.mostInFlight).toBeGreaterThanOrEqual(25);
  expect(fast.mostInFlight).toBeLessThan(slow.mostInFlight / 3);
  expect([slow.missing, fast.missing, slow.heldAgainstModels]).toEqual([0, 0, 0]);
});
