import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareEvals, type EvalAnswer } from "./index.ts";

function answer(env: string, index: number, score: number | null): EvalAnswer {
  const outcome = score === null ? ("infra_failure" as const) : ("scored" as const);
  const figures = { promptTokens: 1, completionTokens: 1, latencyMs: 1 };
  return { kind: "answer", env, index, challenge: `${env}/1/x/${index}`, outcome, score, reason: "r", ...figures };
}
const run = (scores: readonly (number | null)[], env = "SAT"): EvalAnswer[] =>
  scores.map((score, index) => answer(env, index, score));

describe("compareEvals", () => {
  test("default: pairs by question, in any order; what one lacks is counted as unpaired", () => {
    const first = run([1000, 0, 0, null, 1000]);
    const second = [...run([1000, 1000, 0, 1000]), ...run([1000], "DED")].reverse();
    const { rows, unpaired } = compareEvals(first, second);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      env: "SAT",
      pairs: 3,
      won: 1,
      lost: 0,
      tied: 2,
      firstBp: 3333,
      secondBp: 6667,
      gainBp: 3333,
    });
    // The fourth has no score in one, the fifth and the other environment's are in one only.
    expect(unpaired).toBe(3);
  });

  test("default: several environments, and over all", () => {
    const both = compareEvals([...run([0, 0]), ...run([0], "DED")], [...run([1000, 0]), ...run([1000], "DED")]);
    expect(both.rows.map(({ env, pairs, gainBp }) => [env, pairs, gainBp])).toEqual([
      ["DED", 1, 10_000],
      ["SAT", 2, 5000],
      [null, 3, 6667],
    ]);
  });

  test("law: the mean lies in its interval, and the other way round everything is mirrored", () => {
    const scores = fc.array(fc.tuple(fc.constantFrom(0, 500, 1000), fc.constantFrom(0, 500, 1000)), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(scores, (pairs) => {
        const [first, second] = [run(pairs.map(([a]) => a)), run(pairs.map(([, b]) => b))];
        const [there] = compareEvals(first, second).rows;
        const [back] = compareEvals(second, first).rows;
        expect(there!.lowBp).toBeLessThanOrEqual(there!.gainBp);
        expect(there!.highBp).toBeGreaterThanOrEqual(there!.gainBp);
        expect([back!.won, back!.lost, back!.lowBp, back!.highBp]).toEqual([
          there!.lost,
          there!.won,
          -there!.highBp,
          -there!.lowBp,
        ]);
      }),
      { numRuns: 50 },
    );
  });

  test("behavior: many pairs of a surely better model exclude zero; equal ones do not", () => {
    const better = compareEvals(
      run(new Array<number>(200).fill(0)),
      run(Array.from({ length: 200 }, (_, n) => (n % 2) * 1000)),
    );
    expect(better.rows[0]!.lowBp).toBeGreaterThan(2000);
    const same = run(Array.from({ length: 200 }, (_, n) => (n % 2) * 1000));
    expect(compareEvals(same, same).rows[0]).toMatchObject({ gainBp: 0, tied: 200 });
    expect(compareEvals(same, same).rows[0]!.lowBp).toBeLessThanOrEqual(0);
  });

  test("error: an answer that is there twice is no second pair", () => {
    const [won] = run([1000]);
    expect(() => compareEvals(run([0]), new Array<EvalAnswer>(300).fill(won!))).toThrow(
      "Question 0 of SAT is answered",
    );
  });

  test("error: nothing in common", () => {
    expect(() => compareEvals(run([1000]), run([1000], "DED"))).toThrow("no question in common");
    expect(() => compareEvals(run([null]), run([1000]))).toThrow("no question in common");
  });
});
