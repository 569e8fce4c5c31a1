import { describe, expect, test } from "vitest";
import { optEnvironment } from "../index.ts";
import { OPT_LEVELS } from "./opt-levels.ts";
import { optimumOf } from "./optimum.ts";
import { brokenBy, valueOf, type OptSecret } from "./problem.ts";

/** Four items: a and b exclude one another, c needs d, a and c are worth 5 more together. */
const small: OptSecret = {
  problem: {
    items: [
      { name: "a", value: 10, costs: [5, 1] },
      { name: "b", value: 9, costs: [1, 1] },
      { name: "c", value: 4, costs: [1, 1] },
      { name: "d", value: 1, costs: [1, 1] },
    ],
    budgets: [7, 3],
    excludes: [[0, 1]],
    needs: [[2, 3]],
    bonuses: [[0, 2, 5]],
  },
  base: 11,
  optimum: 20,
  best: [0, 2, 3],
};
const check = async (text: string) => optEnvironment.check(small, `<answer>${text}</answer>`);

describe("check", () => {
  test("behavior: thousandths of the way from the base to the optimum", async () => {
    expect(await check("a c d")).toMatchObject({ thousandths: 1000, reason: "correct", metrics: { value: 20 } });
    expect(await check("b c d")).toMatchObject({ thousandths: 333, reason: "above_greedy", metrics: { value: 14 } });
    expect(await check("a d")).toMatchObject({ thousandths: 0, reason: "not_above_greedy", metrics: { value: 11 } });
  });

  test("behavior: right in any form", async () => {
    for (const text of [
      "D, c, a",
      "[a, c, d]",
      '["a", "c", "d"]',
      "* a\n* c\n* d",
      "1. a\n2. c\n3. d",
      "a, c and d.",
      "`a c d`",
    ]) {
      expect((await check(text)).reason, text).toBe("correct");
    }
  });

  test("behavior: every zero says why", async () => {
    const wrong = [
      ["a b c d", "over_budget"],
      ["a b", "excluded_pair"],
      ["b c", "missing_need"],
      ["a e", "unknown_item"],
      ["a a", "repeated_item"],
      ["a 7", "bad_token"],
      ["", "nothing_chosen"],
    ] as const;
    for (const [text, why] of wrong) expect(await check(text), text).toMatchObject({ thousandths: 0, reason: why });
  });
});

describe("generate", () => {
  test.each(OPT_LEVELS.filter(({ items }) => items <= 16))(
    "behavior: level $level: no choice of all is worth more than the optimum",
    ({ level, items }) => {
      const { secret } = optEnvironment.generate({ level }, "all");
      let most = 0;
      for (let bits = 0; bits < 2 ** items; bits += 1) {
        const choice = secret.problem.items.map((_, at) => ((bits >> at) & 1) === 1);
        const value = valueOf(secret.problem, choice);
        if (value > most && brokenBy(secret.problem, choice) === null) most = value;
      }
      expect(secret.optimum).toBe(most);
      expect(secret.optimum - secret.base).toBeGreaterThanOrEqual(4);
    },
  );

  test("behavior: a search that would take too many nodes gives nothing", () => {
    expect(optimumOf(small.problem, 2)).toBeNull();
    expect(optimumOf(small.problem, 100)).toMatchObject({ value: 20, items: [0, 2, 3] });
    expect(optimumOf(small.problem, 100, { wanted: 20 })).toMatchObject({ value: 20, items: [0, 2, 3] });
    expect(optimumOf(small.problem, 100, { above: 20 })).toBeNull();
  });

  test("behavior: the right answer of every level", async () => {
    for (const { level } of OPT_LEVELS.slice(0, 5)) {
      const generated = optEnvironment.generate({ level }, "right");
      expect((await optEnvironment.check(generated.secret, optEnvironment.study!.oracle(generated))).thousandths).toBe(
        1000,
      );
    }
  });
});
