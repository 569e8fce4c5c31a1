import type { Rule } from "../grammar/rule.ts";
import { STEPS, type Step } from "../grammar/step.ts";
import { formOf, levelNumbered } from "../induce-levels.ts";
import type { Calls, Form } from "../space/calls.ts";
import { searchRules } from "../space/search-rules.ts";
import { searchTabled, type Found } from "./tabled-search.ts";

export interface SolverOptions {
  readonly mostTried?: number;
  readonly order?: readonly Step[];
  /** Looks for rules of this form instead of the level's. */
  readonly form?: Partial<Form>;
}

/** The same for all functions of a question, one after the other; a limit is for all of them together. */
export function solveAll(
  functions: readonly Calls[],
  level: number,
  { mostTried = Infinity, ...options }: SolverOptions = {},
): { readonly rules: readonly Rule[] | null; readonly tried: number } {
  const rules: Rule[] = [];
  let tried = 0;
  for (const calls of functions) {
    const found = tried < mostTried ? solve(calls, level, { ...options, mostTried: mostTried - tried }) : null;
    tried += found?.tried ?? 0;
    if (found === null || found.rule === null) return { rules: null, tried };
    rules.push(found.rule);
  }
  return { rules, tried };
}

/** The first rule of a level's form that fits the calls: the full solver, and with a limit a part of it. */
export function solve(
  calls: Calls,
  level: number,
  { mostTried = Infinity, order = STEPS, form }: SolverOptions = {},
): Found {
  const known = formOf(levelNumbered(level), calls.input);
  return searchTabled(calls, { ...known, ...form }, { mostTried, order });
}

/** Pairs of a beginning and an end that are looked at one by one until rules are found that fit, for all functions. */
export function pairsTried(functions: readonly Calls[], level: number): number {
  const form = (calls: Calls): Form => formOf(levelNumbered(level), calls.input);
  return functions.reduce(
    (sum, calls) => sum + searchRules(calls, form(calls), { size: Infinity, onFit: () => true }),
    0,
  );
}
