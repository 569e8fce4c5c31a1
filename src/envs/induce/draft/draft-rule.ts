import type { Random } from "../../../core/index.ts";
import { COMBINATIONS } from "../grammar/combination.ts";
import { ELEMENT_MAPS } from "../grammar/element-map.ts";
import { FOLDS } from "../grammar/fold.ts";
import { PREDICATES } from "../grammar/predicate.ts";
import type { Choice, Core, InputKind, OutputKind, Rule } from "../grammar/rule.ts";
import { STEPS } from "../grammar/step.ts";
import { STARTS, UPDATES } from "../grammar/update.ts";
import type { Form } from "../space/calls.ts";
import { suffixesFor } from "../space/targets.ts";

/** A rule of exactly a form's size, every row of a table as likely as any other; `null` where the number k has no part in it. */
export function draftRule(input: InputKind, form: Form, random: Random): Rule | null {
  const output = drawOutput(input, form, random);
  const combination = input === "lists" ? random.pick(COMBINATIONS).id : null;
  const steps = STEPS.filter(({ reads }) => reads !== "key" || input === "key");
  const before = (output === "number" ? form.steps - 1 : form.steps) - (combination === null ? 0 : 1);
  // Where two lists become one the only step of the level, the number is made of it.
  if (before < 0) return null;
  const rule: Rule = {
    input,
    output,
    combination,
    steps: Array.from({ length: before }, () => random.pick(steps).id),
    core: form.arms === 0 ? null : drawCore(input, output, form.arms, random),
    suffix: form.suffix ? random.pick(suffixesFor({ input, output })).id : null,
    fold: output === "number" ? random.pick(FOLDS).id : null,
  };
  return input !== "key" || readsKey(rule) ? rule : null;
}

function drawOutput(input: InputKind, form: Form, random: Random): OutputKind {
  if (form.fold && random.chance(1, 3)) return "number";
  return input === "word" && random.chance(1, 2) ? "word" : "list";
}

function drawCore(input: InputKind, output: OutputKind, arms: number, random: Random): Core {
  const isKnown = ({ reads }: { readonly reads: string }): boolean => reads !== "key" || input === "key";
  if (output === "word" || random.chance(1, 2)) {
    const predicates = PREDICATES.filter((row) => isKnown(row) && row.reads !== "state");
    return { kind: "map", choice: drawChoice(predicates, ELEMENT_MAPS.filter(isKnown), arms, random) };
  }
  const choice = drawChoice(PREDICATES.filter(isKnown), UPDATES.filter(isKnown), arms, random);
  return { kind: "run", start: random.pick(STARTS), choice };
}

function drawChoice(
  predicates: readonly { readonly id: string }[],
  results: readonly { readonly id: string }[],
  arms: number,
  random: Random,
): Choice {
  return {
    predicates: random.sample(predicates.length, arms - 1).map((at) => predicates[at]?.id as string),
    results: random.sample(results.length, arms).map((at) => results[at]?.id as string),
  };
}

function readsKey({ steps, core, suffix }: Rule): boolean {
  const names = [...steps, suffix ?? "", ...(core === null ? [] : [...core.choice.predicates, ...core.choice.results])];
  return names.some((name) => /\bk\b/.test(name));
}
