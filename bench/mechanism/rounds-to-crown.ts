import { bivariateNormalCdf } from "../../src/simulate/correlation/bivariate-normal.ts";
import { Generator } from "../../src/simulate/random/generator.ts";
import { normalQuantile } from "../../src/simulate/random/normal.ts";
import { pairOfCell } from "../../src/simulate/suite/cells.ts";
import { playTest } from "../../src/simulate/v2/play-test.ts";
import { equalValidators } from "../../src/simulate/v2/validators.ts";
import { incumbentSkills } from "../../src/simulate/world/laboratory.ts";
import type { BenchResult } from "../bench-result.ts";

/** Luck that a fine-tune shares with its champion. */
const R = 0.7;
const TESTS = 300;
/** Error rates of the promise and of missing a better model. */
const [FALSE_CROWN, MISSED] = [1e-5, 0.05];

/**
 * Rounds that the best sequential test needs on average to tell a gain from a copy by the differences (Wald 1945): what
 * it must learn, over what a round tells, the relative entropy of the outcomes.
 */
function waldRounds(gain: number): number {
  const told = incumbentSkills(3).reduce((sum, skill) => {
    const [better = [], copy = []] = [skill + gain, skill].map((own) => {
      const both = bivariateNormalCdf(normalQuantile(skill), normalQuantile(own), R);
      return [own - both, skill - both, 1 - own - skill + 2 * both];
    });
    return sum + better.reduce((all, p, outcome) => all + p * Math.log(p / (copy[outcome] ?? p)), 0);
  }, 0);
  const toLearn = (1 - MISSED) * Math.log((1 - MISSED) / FALSE_CROWN) + MISSED * Math.log(MISSED / (1 - FALSE_CROWN));
  return toLearn / told;
}

function meanRounds(cell: string, validators: number, questions: number): number {
  const generator = Generator.from("rounds to crown", cell, validators, questions);
  const setting = { ...pairOfCell(cell, 3), validators: equalValidators(validators), questions };
  let rounds = 0;
  for (let test = 0; test < TESTS; test += 1) rounds += playTest(setting, generator).rounds;
  return rounds / TESTS;
}

/** Rounds to a crown, one test's mean, beside the bound; questions as they are asked. Not about time. */
export function run(): Promise<BenchResult[]> {
  const line = (cell: string, gain: number, validators: number, questions: number): BenchResult => {
    const [ours, baseline] = [meanRounds(cell, validators, questions), waldRounds(gain) / questions];
    const words = questions === 1 ? "one question" : `${questions} questions`;
    return {
      name: `rounds, ${cell}, V = ${validators}, ${words}`,
      ours,
      baseline,
      unit: "rounds",
      ratio: ours / baseline,
      note: `mean of ${TESTS} tests, whatever their end, against Wald's bound (10^-5, .95, against a copy); less is better`,
    };
  };
  return Promise.resolve(
    [1, 4].flatMap((validators) =>
      [1, 2].flatMap((questions) => [
        line("+5 all", 0.05, validators, questions),
        line("+2 all", 0.02, validators, questions),
      ]),
    ),
  );
}
