import { Random } from "../../../core/index.ts";
import { draftRule } from "../draft/draft-rule.ts";
import type { Rule } from "../grammar/rule.ts";
import { runRule } from "../grammar/run-rule.ts";
import { formOf, levelNumbered } from "../induce-levels.ts";
import type { Calls } from "../space/calls.ts";

/** Functions, twice as many as questions where a question asks for two. */
const KNOWN = 20_000;
const memory = new Map<number, readonly Rule[]>();

/**
 * The functions that somebody knows who has seen 10,000 questions of a level with their answers. They are drawn as the
 * level draws its own: a little better than having seen them, since no question was refused.
 */
function knownRules(level: number): readonly Rule[] {
  const known = memory.get(level);
  if (known !== undefined) return known;
  const asked = levelNumbered(level);
  const rules: Rule[] = [];
  for (let index = 0; rules.length < KNOWN; index += 1) {
    const random = Random.from("affine/induce/known/v1", level, index);
    const kind = random.pick(asked.inputs);
    const rule = draftRule(kind, formOf(asked, kind), random);
    if (rule !== null) rules.push(rule);
  }
  memory.set(level, rules);
  return rules;
}

/** The first known answers that fit the calls of each function: a dictionary that looks up by running what it holds. */
export function recall(functions: readonly Calls[], level: number): readonly Rule[] | null {
  const rules: Rule[] = [];
  for (const calls of functions) {
    const rule = firstFitting(calls, knownRules(level));
    if (rule === null) return null;
    rules.push(rule);
  }
  return rules;
}

/** The first of some rules that fits all calls. */
export function firstFitting({ input, output, inputs, results }: Calls, rules: readonly Rule[]): Rule | null {
  const wanted = results.map((result) => result.join());
  const fits = (rule: Rule): boolean =>
    rule.input === input &&
    rule.output === output &&
    inputs.every((one, at) => runRule(rule, one)?.join() === wanted[at]);
  return rules.find(fits) ?? null;
}
