import type { Input, Rule } from "../grammar/rule.ts";
import { sizeOf } from "../grammar/rule.ts";
import { runRule } from "../grammar/run-rule.ts";
import { STEPS, type Step } from "../grammar/step.ts";
import { stepOf } from "../grammar/tables.ts";
import type { Form } from "../space/calls.ts";
import { searchRules } from "../space/search-rules.ts";

/** More rules than these that fit mean that the calls say too little. */
const MOST_FITTING = 150;
const MOST_ROUNDS = 4;
const MOST_SHOWN = 10;

/** Inputs to show, and inputs on which every rule that fits what is shown agrees. */
export interface AgreedInputs {
  readonly shown: readonly Input[];
  readonly hidden: readonly Input[];
}

/**
 * Shows so many calls that the rule is the shortest of its form that fits them, and that all rules up to its size that
 * fit them agree on the others: where they do not, the input on which most of them differ is shown as well.
 *
 * @param shown inputs to begin with, the first one not short.
 * @param others inputs to choose from and to hide.
 * @returns `null` if that does not come about.
 */
export function agreedInputs(
  rule: Rule,
  form: Form,
  { shown, others }: { readonly shown: readonly Input[]; readonly others: readonly Input[] },
): AgreedInputs | null {
  const told = [...shown];
  // Most drafts that are refused are shortened by their own steps: those first, since they are looked at in no time.
  const own = rule.steps.map(stepOf);
  if (rivalsOf(rule, form, told, others, own) === null) return null;
  let hidden = [...others];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const rivals = rivalsOf(rule, form, told, hidden, STEPS);
    if (rivals === null) return null;
    if (rivals.length === 0) return { shown: told, hidden };
    if (told.length === MOST_SHOWN) return null;
    const counts = hidden.map((_, at) => rivals.filter((differs) => differs[at] === true).length);
    const place = counts.indexOf(Math.max(...counts));
    told.push(hidden[place] as Input);
    hidden = hidden.filter((_, at) => at !== place);
  }
  return null;
}

/**
 * The rules that fit the calls and differ on some of the hidden inputs: for each, on which.
 *
 * @returns `null` for a shorter rule that does the same on all of them, since the question would be one of another level,
 * and where more rules fit than are worth a look.
 */
function rivalsOf(
  rule: Rule,
  form: Form,
  inputs: readonly Input[],
  hidden: readonly Input[],
  order: readonly Step[],
): (readonly boolean[])[] | null {
  const size = sizeOf(rule);
  const results = inputs.map((input) => runRule(rule, input));
  if (results.includes(null)) return null;
  const calls = { input: rule.input, output: rule.output, inputs, results: results as (readonly number[])[] };
  const wanted = hidden.map((input) => resultText(rule, input));
  const rivals: (readonly boolean[])[] = [];
  let [fitting, isRefused] = [0, false];
  const onFit = (other: Rule): boolean => {
    fitting += 1;
    const differs = hidden.map((input, at) => resultText(other, input) !== wanted[at]);
    if (differs.includes(true)) rivals.push(differs);
    else if (sizeOf(other) < size) isRefused = true;
    return (isRefused ||= fitting > MOST_FITTING);
  };
  searchRules(calls, form, { size, onFit, order });
  return isRefused ? null : rivals;
}

function resultText(rule: Rule, input: Input): string {
  return runRule(rule, input)?.join() ?? "none";
}
