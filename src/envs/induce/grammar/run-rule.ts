import { isBounded, modulo } from "./arithmetic.ts";
import type { Choice, Core, Input, Rule } from "./rule.ts";
import { combinationOf, elementMapOf, foldOf, predicateOf, stepOf, updateOf } from "./tables.ts";

/** Longest list that has a meaning. */
export const LONGEST = 64;
export const LETTERS = 26;

/**
 * What a rule returns for an input: a list, or a number in a list of its own. Letters of a word are 1 to 26.
 *
 * @returns `null` where a value on the way is beyond ±1,000,000 or a list longer than 64: the rule has no meaning there.
 */
export function runRule(rule: Rule, input: Input): readonly number[] | null {
  const { k } = input;
  let v: readonly number[] | null = rule.combination === null ? input.xs : combined(rule.combination, input);
  for (const id of rule.steps) v = v === null ? null : bounded(stepOf(id).run(v, k));
  if (rule.core !== null && v !== null) v = bounded(runCore(rule.core, v, k));
  if (rule.suffix !== null && v !== null) v = bounded(stepOf(rule.suffix).run(v, k));
  if (rule.fold !== null && v !== null) v = bounded([foldOf(rule.fold).run(v)]);
  return v === null || rule.output !== "word" ? v : v.map(letter);
}

/** The number of the letter that a value is written as: 27 is an a again. */
export function letter(value: number): number {
  return modulo(value - 1, LETTERS) + 1;
}

/** The list itself while it has a meaning. */
export function bounded(v: readonly number[]): readonly number[] | null {
  return v.length <= LONGEST && isBounded(v) ? v : null;
}

function combined(id: string, { xs, ys }: Input): readonly number[] | null {
  return bounded(combinationOf(id).run(xs, ys));
}

function runCore(core: Core, v: readonly number[], k: number): number[] {
  if (core.kind === "map") return v.map((x, i) => elementMapOf(chosen(core.choice, v, i, k, 0)).run(x, i, k));
  let state = core.start;
  return v.map((x, i) => (state = updateOf(chosen(core.choice, v, i, k, state)).run(state, x, k)));
}

function chosen({ predicates, results }: Choice, v: readonly number[], i: number, k: number, s: number): string {
  const found = predicates.findIndex((id) => predicateOf(id).holds(v, i, k, s));
  return results[found === -1 ? predicates.length : found] as string;
}
