import type { Generator } from "../random/generator.ts";
import { drawNormal, normalCdf, normalQuantile } from "../random/normal.ts";
import type { Model } from "./model.ts";
import type { AnsweredRecord } from "./scores.ts";

/** Partial credit: an answer's luck passes so many of `steps` thresholds, and is worth that part of a right one. */
export interface Credit {
  readonly steps: number;
  /** From the first threshold to the last, in standard deviations of an answer's luck. */
  readonly width: number;
  /** Environments that have it, the last ones; in the others answers are right or wrong. */
  readonly environments: number;
}

/** A model's limits: by environment, of each threshold, in the units of its own luck. */
type Thresholds = readonly (readonly number[])[];

/**
 * Rounds of a champion and a challenger with partial credit: a model of skill s has s as its mean reward, whatever the
 * credit, and luck is shared as everywhere in the laboratory.
 *
 * @param questions of each environment a round
 */
export function creditedRounds(
  { champion, challenger }: { readonly champion: Model; readonly challenger: Model },
  { credit, questions }: { readonly credit: Credit; readonly questions: number },
  generator: Generator,
): () => AnsweredRecord {
  const [best, own] = [champion, challenger].map((model) => thresholdsOf(model, credit)) as [Thresholds, Thresholds];
  const environments = champion.spec.skills.length;
  const areRelated = champion.lineage === challenger.lineage;
  return () => {
    const scores: { readonly champion: number[]; readonly challenger: number[] } = { champion: [], challenger: [] };
    for (let env = 0; env < environments; env += 1) {
      let [first, second] = [0, 0];
      for (let question = 0; question < questions; question += 1) {
        const difficulty = drawNormal(generator);
        const luck = drawNormal(generator);
        const other = areRelated ? luck : drawNormal(generator);
        first += scoreOf(champion, best[env] ?? [], { difficulty, luck }, generator);
        second += scoreOf(challenger, own[env] ?? [], { difficulty, luck: other }, generator);
      }
      scores.champion.push(first);
      scores.challenger.push(second);
    }
    return { kind: "answered", ...scores };
  };
}

function scoreOf(
  { difficultyWeight, lineageWeight }: Model,
  thresholds: readonly number[],
  { difficulty, luck }: { readonly difficulty: number; readonly luck: number },
  generator: Generator,
): number {
  const found = difficultyWeight * difficulty + lineageWeight * luck + drawNormal(generator);
  const passed = thresholds.filter((threshold) => found < threshold).length;
  return Math.floor((1000 * passed) / thresholds.length);
}

function thresholdsOf({ spec, difficultyWeight, lineageWeight }: Model, credit: Credit): Thresholds {
  // A model's weights are in units of its noise; so are its thresholds.
  const unit = Math.sqrt(1 + difficultyWeight ** 2 + lineageWeight ** 2);
  return spec.skills.map((skill, env) => {
    const hasCredit = env >= spec.skills.length - credit.environments;
    const offsets = hasCredit ? spread(credit) : [0];
    const middle = middleOf(skill, offsets);
    return offsets.map((offset) => unit * (middle + offset));
  });
}

function spread({ steps, width }: Credit): number[] {
  return Array.from({ length: steps }, (_, step) => (steps === 1 ? 0 : width * (step / (steps - 1) - 0.5)));
}

/** Where the thresholds must lie for their mean reward to be the skill: by bisection. */
function middleOf(skill: number, offsets: readonly number[]): number {
  if (offsets.length === 1) return normalQuantile(skill);
  let [low, high] = [-16, 16];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    const mean = offsets.reduce((sum, offset) => sum + normalCdf(middle + offset), 0) / offsets.length;
    if (mean < skill) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
