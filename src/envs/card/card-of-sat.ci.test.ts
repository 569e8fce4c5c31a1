import { describe, expect, test } from "vitest";
import { makeCard, satEnvironment } from "../index.ts";

describe("makeCard", () => {
  test("default: SAT, with few samples", async () => {
    let now = 0;
    const steps: string[] = [];
    const card = await makeCard(satEnvironment, {
      samples: 1,
      clock: { name: "a clock that ticks when read", nowMs: () => (now += 1) },
      onProgress: ({ step }) => steps.push(step),
    });
    const missedBars = card.facts.bars.filter((bar) => !bar.met).map((bar) => bar.check);
    // One sample can prove little about rates; everything else must hold.
    expect(missedBars.filter((check) => !/blind|shallow|bounded solvers/.test(check))).toEqual([]);
    expect(card.facts.fuzz.answers).toBeGreaterThan(200);
    expect(card.timings).toMatchObject({ slowestHostileMs: 1, runs: 3, clock: "a clock that ticks when read" });
    expect(steps).toContain("hostile");
  });
});
