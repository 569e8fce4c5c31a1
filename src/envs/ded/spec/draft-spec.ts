import type { Random } from "../../../core/index.ts";
import { FORMATS } from "../formats/formats.ts";
import { samplePhrase, type Phrase } from "../language/sentence.ts";
import { CONVERSIONS, DYNAMIC_STEPS, PIPELINE_STEPS } from "../steps/index.ts";
import type { Family } from "./families.ts";
import type { Front, Step } from "./operation.ts";
import type { Spec } from "./spec.ts";
import type { Kind } from "./value.ts";

/** No step more often than this. */
const MOST_REPEATS = 2;
/** Several steps that leave few elements leave none to tell right from wrong. */
const MOST_SHRINKS = 1;

/** A random task of a family, `null` to draw again. */
export function draftSpec(family: Family, level: number, stepCount: number, random: Random): Spec | null {
  const front = random.pick(family.fronts);
  const headline = samplePhrase(front, random);
  const rules = front.draftRules(random, level);
  const steps = draftSteps(family, front, stepCount, random);
  if (headline === null || rules === null || steps === null) return null;
  const format = samplePhrase(random.pick(FORMATS.filter(({ takes }) => takes === steps.kind)), random);
  return format === null ? null : { front: headline, rules, steps: steps.phrases, format };
}

function draftSteps(
  family: Family,
  front: Front,
  count: number,
  random: Random,
): { phrases: Phrase[]; kind: Kind } | null {
  const chosen: Step[] = [];
  let kind = front.gives;
  const conversion = kind !== "numbers" && random.chance(1, 2) ? random.below(count) : -1;
  const dynamic = family.dynamic ? random.below(Math.min(2, count)) : -1;
  for (let index = 0; index < count; index += 1) {
    const table = index === conversion ? CONVERSIONS : index === dynamic ? DYNAMIC_STEPS : PIPELINE_STEPS;
    const shrunk = chosen.filter((step) => step.shrinks === true).length;
    const allowed = table.filter(
      (step) =>
        step.takes === kind &&
        step !== chosen.at(-1) &&
        chosen.filter((other) => other === step).length < MOST_REPEATS &&
        !(step.shrinks === true && shrunk >= MOST_SHRINKS),
    );
    if (allowed.length === 0) return null;
    const step = random.pick(allowed);
    chosen.push(step);
    kind = step.gives;
  }
  const phrases = chosen.map((step) => samplePhrase(step, random));
  return phrases.every((phrase) => phrase !== null) ? { phrases, kind } : null;
}
