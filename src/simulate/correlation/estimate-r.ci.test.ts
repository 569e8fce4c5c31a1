import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Generator } from "../random/generator.ts";
import { normalCdf } from "../random/normal.ts";
import { AnswerSource } from "../world/answers.ts";
import { Model } from "../world/model.ts";
import { bivariateNormalCdf } from "./bivariate-normal.ts";
import { estimateR, type RecordedAnswer } from "./estimate-r.ts";
import { tetrachoric } from "./tetrachoric.ts";

const SKILLS = [0.6, 0.5, 0.35];

/** Records of two models on the same questions, one in each environment a round. */
function recordsOf(
  seed: number,
  rounds: number,
  shares: { difficulty: number; lineage: number; related: boolean },
): RecordedAnswer[] {
  const model = (place: number): Model => {
    const lineage = shares.related ? "one" : `lineage-${place}`;
    return new Model({ skills: SKILLS, lineage, lineageShare: shares.lineage }, shares.difficulty);
  };
  const models = [model(0), model(1)];
  const source = new AnswerSource(Generator.from("estimate-r", seed), SKILLS.length);
  return Array.from({ length: rounds }).flatMap((_, round) => {
    source.next();
    return models.flatMap((one, place) => {
      const bits = source.answer(one);
      return SKILLS.map((__, env): RecordedAnswer => ({
        hotkey: `hk${place}`,
        model: "affine-x",
        revision: "main",
        env: `E${env}`,
        challenge: `E${env}/${round}`,
        outcome: (bits >> env) & 1 ? "scored" : "model_failure",
        score: 1000 * ((bits >> env) & 1),
      }));
    });
  });
}

describe("bivariateNormalCdf", () => {
  test("behavior: closed forms: independent, at the middle, mirrored", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2.5, max: 2.5, noNaN: true }),
        fc.double({ min: -2.5, max: 2.5, noNaN: true }),
        fc.double({ min: -0.97, max: 0.97, noNaN: true }),
        (a, b, r) => {
          expect(bivariateNormalCdf(a, b, 0)).toBeCloseTo(normalCdf(a) * normalCdf(b), 10);
          expect(bivariateNormalCdf(0, 0, r)).toBeCloseTo(0.25 + Math.asin(r) / (2 * Math.PI), 8);
          // P(X < a) = P(X < a, Y < b) + P(X < a, −Y < −b), and −Y has the correlation −r.
          expect(bivariateNormalCdf(a, b, r) + bivariateNormalCdf(a, -b, -r)).toBeCloseTo(normalCdf(a), 6);
        },
      ),
    );
  });
});

describe("estimateR", () => {
  test.each([
    ["a copy", 0.8, { difficulty: 0.4, lineage: 0.4, related: true }],
    ["a fine-tune", 0.7, { difficulty: 0.4, lineage: 0.3, related: true }],
    ["unrelated models", 0.4, { difficulty: 0.4, lineage: 0.4, related: false }],
    ["questions of one's own", 0, { difficulty: 0, lineage: 0.4, related: false }],
  ] as const)("law: finds r and its error: %s, r = %d", (_, r, shares) => {
    const reps = 120;
    const found = Array.from({ length: reps }, (__, seed) => estimateR(recordsOf(seed, 400, shares))[0]!);
    const mean = found.reduce((sum, estimate) => sum + estimate.r, 0) / reps;
    const spread = Math.sqrt(found.reduce((sum, estimate) => sum + (estimate.r - mean) ** 2, 0) / (reps - 1));
    const stated = found.reduce((sum, { standardError }) => sum + standardError, 0) / reps;
    const covered = found.filter((one) => Math.abs(one.r - r) < 1.96 * one.standardError).length / reps;
    process.stdout.write(
      `r = ${r}: mean ${mean.toFixed(3)}, spread ${spread.toFixed(3)}, stated ${stated.toFixed(3)}, covered ${covered.toFixed(2)}\n`,
    );
    // Four standard errors of the mean, and a bias of .01 that estimates weighted by their own precision may have.
    expect(Math.abs(mean - r)).toBeLessThan((4 * spread) / Math.sqrt(reps) + 0.01);
    expect(Math.abs(stated / spread - 1)).toBeLessThan(0.25);
    expect(covered).toBeGreaterThan(0.88);
  });

  test("behavior: the order of the records is no matter; the first answer counts; void ones do not", () => {
    const records = recordsOf(1, 200, { difficulty: 0.4, lineage: 0.4, related: true });
    const plain = estimateR(records);
    const doubled = records.map((record) => ({ ...record, score: 1000 - record.score }));
    const broken = records.map((record) => ({
      ...record,
      challenge: `${record.challenge}x`,
      outcome: "infra_failure",
    }));
    expect(estimateR([...records, ...doubled, ...broken])).toEqual(plain);
    expect(estimateR([...records].reverse())).toEqual(plain);
    expect(plain[0]).toMatchObject({ questions: 600, first: { hotkey: "hk0" }, second: { hotkey: "hk1" } });
    expect(plain[0]!.environments.map(({ env }) => env)).toEqual(["E0", "E1", "E2"]);
  });

  test("behavior: nothing is said of too few questions, nor of a model that is always right", () => {
    expect(estimateR(recordsOf(1, 20, { difficulty: 0.4, lineage: 0.4, related: true }))).toEqual([]);
    expect(tetrachoric({ both: 60, onlyFirst: 40, onlySecond: 0, neither: 0 })).toBeNull();
    const never = tetrachoric({ both: 50, onlyFirst: 0, onlySecond: 0, neither: 50 });
    expect(never!.r).toBeGreaterThan(0.9);
    expect(Number.isFinite(never!.standardError)).toBe(true);
  });
});
