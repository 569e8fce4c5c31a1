import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wilsonIntervalBp } from "./index.ts";
import { integerSquareRoot } from "./integer-root.ts";

describe("wilsonIntervalBp", () => {
  test("default: figures of the published formula", () => {
    expect(wilsonIntervalBp(0, 0)).toEqual({ meanBp: 0, lowBp: 0, highBp: 10_000 });
    // 15 of 20 with z = 1.96: 0.53129..0.88813 (by hand: (33.8416 ∓ 8.5078) / 47.6832)
    expect(wilsonIntervalBp(15_000, 20)).toEqual({ meanBp: 7500, lowBp: 5312, highBp: 8882 });
    // 0 of 10: 0..z²/(n + z²) = 0.27754
    expect(wilsonIntervalBp(0, 10)).toEqual({ meanBp: 0, lowBp: 0, highBp: 2776 });
    expect(wilsonIntervalBp(10_000, 10)).toEqual({ meanBp: 10_000, lowBp: 7224, highBp: 10_000 });
  });

  test("behavior: equals the formula in doubles, rounded outwards, and contains the mean", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const sum = Math.round(share * 1000 * n);
        const { meanBp, lowBp, highBp } = wilsonIntervalBp(sum, n);
        const z = 1.96;
        const p = sum / 1000 / n;
        const middle = 2 * n * p + z * z;
        const reach = z * Math.sqrt(z * z + 4 * n * p * (1 - p));
        const low = ((middle - reach) * 10_000) / (2 * (n + z * z));
        const high = ((middle + reach) * 10_000) / (2 * (n + z * z));
        expect(lowBp).toBeGreaterThan(low - 1.001);
        expect(lowBp).toBeLessThan(low + 0.001);
        expect(highBp).toBeLessThan(high + 1.001);
        expect(highBp).toBeGreaterThan(high - 0.001);
        expect(meanBp).toBeGreaterThanOrEqual(lowBp);
        expect(meanBp).toBeLessThanOrEqual(highBp);
      }),
    );
  });

  test("error: sums and counts that cannot be", () => {
    for (const [sum, n] of [
      [1001, 1],
      [-1, 1],
      [0.5, 1],
      [0, -1],
      [0, Number.NaN],
    ] as const) {
      expect(() => wilsonIntervalBp(sum, n)).toThrow(expect.objectContaining({ code: "invalid_input" }));
    }
  });
});

describe("integerSquareRoot", () => {
  test("behavior: the largest integer whose square is not above", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 400n }), (n) => {
        const root = integerSquareRoot(n);
        expect(root * root <= n && (root + 1n) * (root + 1n) > n).toBe(true);
      }),
    );
  });
});
