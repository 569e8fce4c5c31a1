import type { Rule } from "../grammar/rule.ts";
import type { Step } from "../grammar/step.ts";
import { formOf, levelNumbered } from "../induce-levels.ts";
import type { Calls, Form } from "../space/calls.ts";
import { searchRules } from "../space/search-rules.ts";

/** What a search found, and how many pairs of a beginning and an end it looked at. */
export interface Found {
  readonly rule: Rule | null;
  readonly tried: number;
}

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
export function solve(calls: Calls, level: number, { mostTried, order, form }: SolverOptions = {}): Found {
  const known = formOf(levelNumbered(level), calls.input);
  let rule: Rule | null = null;
  const tried = searchRules(
    calls,
    { ...known, ...form },
    {
      size: Infinity,
      onFit: (found) => {
        rule = found;
        return true;
      },
      ...(mostTried === undefined ? {} : { mostTried }),
      ...(order === undefined ? {} : { order }),
    },
  );
  return { rule, tried };
}
