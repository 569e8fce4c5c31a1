import { describe, expect, test } from "vitest";
import { Generator } from "../random/generator.ts";
import { normalCdf, normalQuantile } from "../random/normal.ts";
import { AnswerSource } from "./answers.ts";
import { Model } from "./model.ts";
import { QuestionPool } from "./questions.ts";

const ROUNDS = 60_000;
const model = (skills: number[], lineage: string, lineageShare = 0.4): Model =>
  new Model({ skills, lineage, lineageShare }, 0.4);

/** How often the first, the second and both are right in the last environment, in blocks of so many rounds. */
function frequencies(a: Model, b: Model, rounds = 1): { a: number; b: number; both: number } {
  const environments = a.spec.skills.length;
  const source = new AnswerSource(Generator.from("answers"), environments, { rounds });
  const counts = { a: 0, b: 0, both: 0 };
  const [all, others] = [new Int32Array(rounds), new Int32Array(rounds)];
  for (let round = 0; round < ROUNDS; round += rounds) {
    source.next();
    source.answerAll(a, all);
    source.answerAll(b, others);
    for (let at = 0; at < rounds; at += 1) {
      const [x, y] = [all[at]! >> (environments - 1), others[at]! >> (environments - 1)];
      counts.a += x / ROUNDS;
      counts.b += y / ROUNDS;
      counts.both += (x & y) / ROUNDS;
    }
  }
  return counts;
}

/** P(both right) for skills of a half and correlation r: 1/4 + asin(r)/2π. */
const bothAtHalf = (r: number): number => 0.25 + Math.asin(r) / (2 * Math.PI);
/** Four standard errors of a share of the rounds. */
const error = 4 * Math.sqrt(0.25 / ROUNDS);

describe("answers", () => {
  test.each([1, 3, 20])("default: a model is right as often as its skill says, %i rounds at once", (rounds) => {
    const { a, b } = frequencies(model([0.5, 0.6], "x"), model([0.5, 0.1], "y"), rounds);
    expect(Math.abs(a - 0.6)).toBeLessThan(error);
    expect(Math.abs(b - 0.1)).toBeLessThan(error);
  });

  test.each([
    ["a copy, r = .8", "x", 0.4, 0.8],
    ["a fine-tune, r = .7", "x", 0.225, 0.7],
    ["unrelated, r = .4", "y", 0.4, 0.4],
  ])("behavior: two models share their luck: %s", (_, lineage, share, r) => {
    for (const rounds of [1, 4]) {
      const { both } = frequencies(model([0.5], "x"), model([0.5], lineage, share), rounds);
      expect(Math.abs(both - bothAtHalf(r))).toBeLessThan(error);
    }
  });

  test("behavior: the same seed gives the same answers, another one others", () => {
    const draw = (seed: string): number[] => {
      const source = new AnswerSource(Generator.from(seed), 3);
      const one = model([0.5, 0.5, 0.5], "x");
      return Array.from({ length: 50 }, () => {
        source.next();
        return source.answer(one);
      });
    };
    expect(draw("1")).toEqual(draw("1"));
    expect(draw("1")).not.toEqual(draw("2"));
  });

  test("behavior: what is learnt by heart is right when it is asked again, and only then", () => {
    const generator = Generator.from("pool");
    const pool = new QuestionPool(1, 100);
    for (let i = 0; i < 1000; i += 1) pool.ask(0, generator);
    const knows = new Model({ skills: [0.01], lineage: "x", lineageShare: 0.4, memory: pool.memorise() }, 0.4);
    const right = (source: AnswerSource): number => {
      let sum = 0;
      for (let i = 0; i < 500; i += 1) {
        source.next();
        sum += source.answer(knows);
      }
      return sum / 500;
    };
    expect(right(new AnswerSource(generator, 1, { pool }))).toBeGreaterThan(0.95);
    expect(right(new AnswerSource(generator, 1, { pool: new QuestionPool(1, 1_000_000) }))).toBeLessThan(0.1);
  });

  test("behavior: quantiles undo the distribution function", () => {
    for (const p of [0.001, 0.1, 0.5, 0.77, 0.999]) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 10);
  });
});
