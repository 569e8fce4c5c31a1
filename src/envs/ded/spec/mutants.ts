import { accepts, type Phrase, type Sentence } from "../language/sentence.ts";
import { neighbours } from "../language/slots.ts";
import { fitsTogether, formatOf, frontOf, ruleOf, stepOf, type Spec } from "./spec.ts";

/** A spec that differs from another in one point. */
export interface Mutant {
  readonly spec: Spec;
  /** The sentence that was changed, `null` where two were exchanged. */
  readonly part: string | null;
  /** True if a step was left out: a spec that does not notice this is refused. */
  readonly deletion: boolean;
}

/** All near misses of a spec: a step left out, two neighbouring steps exchanged, a constant off by one, a flag flipped. */
export function mutantsOf(spec: Spec): Mutant[] {
  const { steps } = spec;
  const deletions = steps.map((_, index) => ({
    spec: { ...spec, steps: steps.filter((_step, place) => place !== index) },
    part: `step ${index}`,
    deletion: true,
  }));
  const exchanges = steps.slice(1).map((second, index) => {
    const order = [...steps];
    order.splice(index, 2, second, steps[index] as Phrase);
    return { spec: { ...spec, steps: order }, part: null, deletion: false };
  });
  const changed = (part: string, specs: readonly Spec[]): Mutant[] =>
    specs.map((other) => ({ spec: other, part, deletion: false }));
  return [
    ...[...deletions, ...exchanges].filter((mutant) => fitsTogether(mutant.spec)),
    ...changed(
      "front",
      changes(frontOf(spec), spec.front).map((front) => ({ ...spec, front })),
    ),
    ...spec.rules.flatMap((rule, index) =>
      changed(
        `rule ${index}`,
        changes(ruleOf(spec, rule), rule).map((other) => ({ ...spec, rules: replaced(spec.rules, index, other) })),
      ),
    ),
    ...steps.flatMap((phrase, index) =>
      changed(
        `step ${index}`,
        changes(stepOf(phrase), phrase).map((other) => ({ ...spec, steps: replaced(steps, index, other) })),
      ),
    ),
    ...changed(
      "format",
      changes(formatOf(spec), spec.format).map((format) => ({ ...spec, format })),
    ),
  ];
}

function changes(sentence: Sentence, phrase: Phrase): Phrase[] {
  return Object.entries(sentence.slots).flatMap(([name, slot]) =>
    neighbours(slot, phrase.values[name] ?? "")
      .map((value) => ({ id: phrase.id, values: { ...phrase.values, [name]: value } }))
      .filter((other) => accepts(sentence, other.values)),
  );
}

function replaced(phrases: readonly Phrase[], index: number, phrase: Phrase): Phrase[] {
  return phrases.map((other, place) => (place === index ? phrase : other));
}
