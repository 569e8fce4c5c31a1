import type { Rule } from "../grammar/rule.ts";
import { STEPS, type Step } from "../grammar/step.ts";
import { formOf, levelNumbered } from "../induce-levels.ts";
import type { Calls, Form } from "../space/calls.ts";
import { searchRules } from "../space/search-rules.ts";
import { searchTabled, type Found } from "./tabled-search.ts";

export interface SolverOptions {
  readonly mostSteps?: number;
  readonly order?: readonly Step[];
  /** Looks for rules of this form instead of the level's. */
  readonly form?: Partial<Form>;
}

/** The same for all functions of a question, one after the other; a limit is for all of them together. */
export function solveAll(
  functions: readonly Calls[],
  level: number,
  { mostSteps = Infinity, ...options }: SolverOptions = {},
): { readonly rules: readonly Rule[] | null; readonly steps: number } {
  const rules: Rule[] = [];
  let steps = 0;
  for (const calls of functions) {
    const found = steps < mostSteps ? solve(calls, level, { ...options, mostSteps: mostSteps - steps }) : null;
    steps += found?.steps ?? 0;
    if (found === null || found.rule === null) return { rules: null, steps };
    rules.push(found.rule);
  }
  return { rules, steps };
}

/** The first rule of a level's form that fits the calls: the full solver, and with a limit a part of it. */
export function solve(
  calls: Calls,
  level: number,
  { mostSteps = Infinity, order = STEPS, form }: SolverOptions = {},
): Found {
  const known = formOf(levelNumbered(level), calls.input);
  return searchTabled(calls, { ...known, ...form }, { mostSteps, order });
}

/** Pairs of a beginning and an end that are looked at one by one until rules are found that fit, for all functions. */
export function pairsTried(functions: readonly Calls[], level: number): number {
  const form = (calls: Calls): Form => formOf(levelNumbered(level), calls.input);
  return functions.reduce(
    (sum, calls) => sum + searchRules(calls, form(calls), { size: Infinity, onFit: () => true }),
    0,
  );
}
