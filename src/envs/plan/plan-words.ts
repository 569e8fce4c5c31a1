import type { Problem } from "./problem.ts";

/** The names of a problem, by which a step in brackets is told from a fact or a remark in brackets. */
export interface PlanWords {
  readonly actions: ReadonlySet<string>;
  readonly facts: ReadonlySet<string>;
  readonly objects: ReadonlySet<string>;
}

export function wordsOf({ operators, types, relations }: Problem): PlanWords {
  return {
    actions: new Set(operators.map(({ name }) => name)),
    facts: new Set([...types.flatMap(({ states }) => states), ...relations.map(({ name }) => name)]),
    objects: new Set(types.flatMap(({ objects }) => objects)),
  };
}

const WORDS = /[a-z][a-z0-9_-]*/g;

/**
 * True for a text in brackets that is a step, though perhaps a wrong one: its first word is an action, or no fact, and what
 * follows are objects.
 */
export function isStepOf({ actions, facts, objects }: PlanWords, text: string): boolean {
  const [name = "", ...others] = text.match(WORDS) ?? [];
  if (actions.has(name)) return true;
  return !facts.has(name) && others.length > 0 && others.every((word) => objects.has(word));
}

/** A remark in which facts in brackets are one word: what is said of them is not said of the step. */
export function withoutFacts({ facts }: PlanWords, remark: string): string {
  return remark.replace(
    /\([ \t]{0,8}([a-z][a-z0-9_-]*)(?:[ \t,]+[a-z][a-z0-9_-]*)*[ \t]{0,8}\)/g,
    (whole, name: string) => (facts.has(name) ? " x " : whole),
  );
}
