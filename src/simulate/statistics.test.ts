import { describe, expect, test } from "vitest";
import { formatEstimate, meanOf, quantileOf, shareOf, summarise } from "./statistics.ts";

describe("statistics", () => {
  test("default: a mean with its standard error", () => {
    expect(meanOf([1, 2, 3, 4])).toEqual({ value: 2.5, standardError: Math.sqrt(5 / 3 / 4), count: 4 });
  });

  test("behavior: a share of none or all still has an error", () => {
    expect(shareOf(0, 100).standardError).toBeCloseTo(0.0098, 3);
    expect(shareOf(100, 100).value).toBe(1);
    expect(shareOf(100, 100).standardError).toBeCloseTo(shareOf(0, 100).standardError, 12);
  });

  test("behavior: a quantile's error shrinks with the number of values", () => {
    const values = (count: number): number[] => Array.from({ length: count }, (_, i) => (i * 7919) % count);
    const [few, many] = [quantileOf(values(100), 0.5), quantileOf(values(10_000), 0.5)];
    expect(few.value / 100).toBeCloseTo(0.5, 1);
    // A tenth of the spread for a hundred times the values, uniform on 0..1.
    expect(many.standardError / 10_000).toBeLessThan(0.2 * (few.standardError / 100));
  });

  test("behavior: a name that some samples lack rests on the others", () => {
    const summary = summarise([
      { share: 1, hopefulCrowned: 0 },
      { share: 3, hopefulCrowned: 1, day: 4 },
    ]);
    expect(summary["day"]?.count).toBe(1);
    expect(summary["share"]?.value).toBe(2);
    expect(summary["hopefulCrowned"]).toEqual(shareOf(1, 2));
  });

  test("behavior: digits follow the error", () => {
    expect(formatEstimate({ value: 12.3456, standardError: 0.0123, count: 9 })).toBe("12.346 ± 0.012");
    expect(formatEstimate({ value: 1234.5, standardError: 56, count: 9 })).toBe("1235 ± 56");
    expect(formatEstimate(meanOf([]))).toBe("–");
    expect(formatEstimate(meanOf([3_873_610, 3_873_610]))).toBe("3873610");
    expect(formatEstimate(meanOf([4.25]))).toBe("4.25 ± ?");
  });
});
