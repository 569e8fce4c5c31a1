import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardSchema } from "../../../envs/index.ts";
import { wilsonIntervalBp } from "../../../mechanism/index.ts";
import { isIntervalOf } from "./interval-of-row.ts";

describe("isIntervalOf", () => {
  test("law: the interval of any scores is one of their counts", () => {
    const scores = fc.array(fc.oneof(fc.constant(0), fc.constant(1000), fc.nat(999)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(scores, (thousandths) => {
        const passed = thousandths.filter((score) => score === 1000).length;
        const sum = thousandths.reduce((total, score) => total + score, 0);
        const row = { asked: thousandths.length, passed, ...wilsonIntervalBp(sum, thousandths.length) };
        expect(isIntervalOf(row, true)).toBe(true);
        if (sum === 1000 * passed) expect(isIntervalOf(row, false)).toBe(true);
      }),
    );
  });

  test.each([
    ["everything", 0, 10_000],
    ["narrower", 4_999, 5_001],
    ["one point off below", 2_364, 7_635],
    ["of another count", 10, 5_000],
  ])("error: an interval that is %s", (_, lowBp, highBp) => {
    const row = { asked: 10, passed: 5, lowBp, highBp };
    const truly = wilsonIntervalBp(5_000, 10);
    expect({ lowBp, highBp }).not.toEqual({ lowBp: truly.lowBp, highBp: truly.highBp });
    expect(isIntervalOf(row, false)).toBe(false);
    expect(isIntervalOf(row, true)).toBe(false);
  });

  test("behavior: the rows of all stored cards are true", () => {
    const envs = new URL("../../../envs/", import.meta.url);
    let rows = 0;
    for (const name of readdirSync(envs)) {
      const file = new URL(`${name}/${name}.card.json`, envs);
      let text: string;
      try {
        text = readFileSync(file, "utf8");
      } catch {
        continue;
      }
      for (const { levels } of cardSchema.parse(JSON.parse(text)).models ?? []) {
        for (const level of Object.values(levels)) {
          rows += 1;
          expect(isIntervalOf(level, true), name).toBe(true);
        }
      }
    }
    expect(rows).toBeGreaterThan(10);
  });
});
