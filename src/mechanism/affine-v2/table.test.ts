import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { V2_CONSTANTS, v2RulesHash } from "../index.ts";
import { mixtureReaches } from "./exponential.ts";
import { ceilScaledLog, floorScaledLog } from "./logarithm.ts";
import { logRow, streamRow, SUM_BOUND, threshold } from "./table.ts";

const golden = JSON.parse(
  readFileSync(new URL("../../../test/golden/mechanism/affine-v2-tables.json", import.meta.url), "utf8"),
) as {
  entries: [environments: number, steps: number, row: number[]][];
  levels: [level: number, sum: number][];
  sha256Every40: string;
};

/** Bounds of exp(sum / 2^32) as fixed-point numbers of 160 bits: an independent way back from a logarithm. */
function exponentialBounds(sum: bigint): [low: bigint, high: bigint] {
  const bits = 160n;
  // exp(s) = exp(s/2^12)^(2^12), the inner one by its series with both ends rounded outwards.
  const x = (sum << bits) / (1n << 44n);
  const unit = 1n << bits;
  let term = unit;
  let low = 0n;
  for (let i = 1n; term !== 0n && term !== -1n; i += 1n) {
    low += term;
    term = (term * x) / (unit * i);
  }
  let [down, up] = [low - 200n, low + 200n];
  for (let i = 0; i < 12; i += 1) {
    down = (down * down) >> bits;
    up = ((up * up) >> bits) + 1n;
  }
  return [down, up];
}

describe("tables", () => {
  test(`golden: ${golden.entries.length * 6} entries and ${golden.levels.length} levels, proven with fractions`, () => {
    for (const [environments, steps, row] of golden.entries) {
      expect([...streamRow(steps, environments)]).toEqual(row);
    }
    for (const [level, sum] of golden.levels) expect(threshold(level)).toBe(sum);
  });

  test("golden: the table of one environment, every 40th row, by its hash", () => {
    const hash = createHash("sha256");
    for (let steps = -20_400; steps <= 20_800; steps += 40) hash.update(`${[...logRow(steps, 1)].join(",")}\n`);
    expect(hash.digest("hex")).toBe(golden.sha256Every40);
  });

  test("law: an entry is never above the exact logarithm, and the next integer is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(5),
        (envs, at, j) => {
          const steps = Math.round(envs * (-20_400 + 41_200 * at));
          const denominator = BigInt(2_000_000 * envs);
          const numerator = denominator + BigInt(V2_CONSTANTS.stakesPercent[j]!) * BigInt(steps);
          const entry = BigInt(streamRow(steps, envs)[j]!);
          const [low] = exponentialBounds(entry);
          const [, high] = exponentialBounds(entry + 1n);
          const exact = numerator << 160n;
          expect(low * denominator <= exact && exact < high * denominator).toBe(true);
        },
      ),
    );
  });

  test("law: floor and ceil enclose, ln 1 is 0, ln(a/b) mirrors ln(b/a)", () => {
    expect([floorScaledLog(7n, 7n), ceilScaledLog(7n, 7n)]).toEqual([0, 0]);
    const positive = fc.bigInt({ min: 1n, max: 1n << 90n });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        fc.pre(a !== b);
        expect(ceilScaledLog(a, b)).toBe(floorScaledLog(a, b) + 1);
        expect(floorScaledLog(b, a) + ceilScaledLog(a, b)).toBe(0);
      }),
    );
    // Close to 1 the first precision cannot tell; the second must.
    const huge = 1n << 120n;
    expect([floorScaledLog(huge + 1n, huge), floorScaledLog(huge, huge + 1n)]).toEqual([0, -1]);
  });

  test("law: under the null no bet gains on average, whatever the distribution", () => {
    const outcomes = fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 100 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(outcomes, fc.constantFrom(0, 25, 100), (weighted, epsBp) => {
        const weight = weighted.reduce((sum, [, w]) => sum + w, 0);
        const mean = weighted.reduce((sum, [d, w]) => sum + d * w, 0) / weight;
        fc.pre(mean * 10 <= epsBp);
        for (let j = 0; j < 6; j += 1) {
          const gain = weighted.reduce(
            (sum, [d, w]) => sum + w * Math.exp(streamRow(20 * d - 2 * epsBp, 1)[j]! / 2 ** 32),
            0,
          );
          expect(gain / weight).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  test("default: the bound of all sums is 2.4% of what doubles hold exactly", () => {
    const least = streamRow(-20_400, 1)[5]!;
    expect(-least * V2_CONSTANTS.maxRounds).toBeLessThan(SUM_BOUND);
    expect(SUM_BOUND / 2 ** 53).toBeLessThan(0.025);
  });

  test("error: a bet outside the range is refused, never clipped", () => {
    for (const steps of [-20_401, 20_801, 0.5, Number.NaN]) expect(() => streamRow(steps, 1)).toThrow(RangeError);
    expect(() => floorScaledLog(0n, 1n)).toThrow(RangeError);
  });

  test("behavior: the constants are pinned", () => {
    expect(v2RulesHash()).toBe("84f8bcf9b5d7dc1a");
    expect(v2RulesHash({ roundBlocks: 1 })).not.toBe(v2RulesHash());
  });
});

describe("mixtureReaches", () => {
  test("law: never true below the level, true from 0.4% above it", () => {
    const sum = fc.integer({ min: -(2 ** 37), max: 2 ** 37 });
    fc.assert(
      fc.property(
        fc.array(sum, { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 2, max: 100_000 }),
        (sums, level) => {
          const wealth = sums.reduce((all, s) => all + Math.exp(s / 2 ** 32), 0) / 6;
          const reaches = mixtureReaches(Float64Array.from(sums), threshold(level));
          if (wealth < level * (1 - 1e-9)) expect(reaches).toBe(false);
          if (wealth > level * 1.005) expect(reaches).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
