import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newestRound, QUICKNET, revealRound, roundTimeMs } from "./index.ts";

const genesisSeconds = 1_692_803_367;

describe("revealRound", () => {
  test("default: floor((now - genesis + blocks · 12) / 3)", () => {
    const now = 1_760_000_000;
    expect(revealRound(QUICKNET, { nowMs: now * 1000, blocks: 360, blockMs: 12_000 })).toBe(
      Math.floor((now - genesisSeconds + 360 * 12) / 3),
    );
  });

  test("property: the round is out when the block comes, and was not long before", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e11 }), fc.nat(10_000), (sinceMs, blocks) => {
        fc.pre(sinceMs + blocks * 12_000 >= QUICKNET.periodMs);
        const nowMs = QUICKNET.genesisMs + sinceMs;
        const round = revealRound(QUICKNET, { nowMs, blocks, blockMs: 12_000 });
        const blockMs = nowMs + blocks * 12_000;
        const outMs = roundTimeMs(QUICKNET, round);
        expect(outMs).toBeLessThanOrEqual(blockMs - QUICKNET.periodMs);
        expect(outMs).toBeGreaterThan(blockMs - 2 * QUICKNET.periodMs);
        expect(newestRound(QUICKNET, outMs)).toBe(round);
        expect(newestRound(QUICKNET, outMs - 1)).toBe(round - 1);
      }),
    );
  });

  test.each([
    ["a clock that stands in 1970", { nowMs: 0, blocks: 1, blockMs: 12_000 }],
    ["half a millisecond", { nowMs: 1_760_000_000_000.5, blocks: 1, blockMs: 12_000 }],
    ["no number of blocks", { nowMs: 1_760_000_000_000, blocks: Number.NaN, blockMs: 12_000 }],
  ])("error: %s", (_, at) => {
    expect(() => revealRound(QUICKNET, at)).toThrow("no beacon round");
  });
});
