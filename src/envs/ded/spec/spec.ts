import { FORMATS } from "../formats/formats.ts";
import { FRONTS } from "../fronts/index.ts";
import type { Phrase, Sentence } from "../language/sentence.ts";
import { STEPS } from "../steps/index.ts";
import type { Format, Front, Step } from "./operation.ts";

/** A whole task as data: how to read, what to do, how to print. */
export interface Spec {
  readonly front: Phrase;
  readonly rules: readonly Phrase[];
  readonly steps: readonly Phrase[];
  readonly format: Phrase;
}

const fronts = new Map(FRONTS.map((front) => [front.id, front]));
const steps = new Map(STEPS.map((step) => [step.id, step]));
const formats = new Map(FORMATS.map((format) => [format.id, format]));

export const frontOf = (spec: Spec): Front => found(fronts, spec.front);
export const stepOf = (phrase: Phrase): Step => found(steps, phrase);
export const formatOf = (spec: Spec): Format => found(formats, spec.format);

/** The sentence of a rule of the spec's front-end. */
export function ruleOf(spec: Spec, rule: Phrase): Sentence {
  return found(new Map(frontOf(spec).rules.map((sentence) => [sentence.id, sentence])), rule);
}

/** True if every step takes what the one before it gives. */
export function fitsTogether(spec: Spec): boolean {
  let kind = frontOf(spec).gives;
  for (const phrase of spec.steps) {
    const step = stepOf(phrase);
    if (step.takes !== kind) return false;
    kind = step.gives;
  }
  return formatOf(spec).takes === kind;
}

function found<Row extends Sentence>(table: ReadonlyMap<string, Row>, phrase: Phrase): Row {
  const row = table.get(phrase.id);
  if (row === undefined) throw new RangeError(`The operation table has no row ${phrase.id}.`);
  return row;
}
