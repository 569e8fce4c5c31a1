import type { Phrase, Sentence } from "../language/sentence.ts";
import { formatOf, frontOf, ruleOf, stepOf, type Spec } from "../spec/spec.ts";

/** A text that is equal for tasks that differ in numbers and names only. */
export function taskShape(spec: Spec): string {
  return JSON.stringify([
    shapeOf(frontOf(spec), spec.front),
    spec.rules.map((rule) => shapeOf(ruleOf(spec, rule), rule)),
    spec.steps.map((phrase) => shapeOf(stepOf(phrase), phrase)),
    shapeOf(formatOf(spec), spec.format),
  ]);
}

/** The sentence with the wordings that carry meaning, without its numbers. */
function shapeOf(sentence: Sentence, phrase: Phrase): readonly (string | number | undefined)[] {
  const flags = Object.entries(sentence.slots).map(([name, slot]) =>
    slot.kind === "choice" && slot.meaningful ? phrase.values[name] : 0,
  );
  return [phrase.id, ...flags];
}
