import type { Definition, Task, Term } from "./task.ts";

/** Smallest and largest possible value. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Bounds of quantities, by name. */
export type KnownBounds = ReadonlyMap<string, Bounds>;

/** Bounds of a term, perhaps wider than they need be. */
export function termBounds(term: Term, known: KnownBounds, mostItems: number): Bounds {
  if (!("left" in term)) {
    switch (term.op) {
      case "own":
        return boundsOf(known, term.of);
      case "before": {
        const { low, high } = boundsOf(known, term.of);
        return { low: Math.min(low, term.first), high: Math.max(high, term.first) };
      }
      case "place":
        return { low: 1, high: mostItems };
      case "number":
        return { low: term.value, high: term.value };
    }
  }
  const left = termBounds(term.left, known, mostItems);
  const right = termBounds(term.right, known, mostItems);
  switch (term.op) {
    case "plus":
      return { low: left.low + right.low, high: left.high + right.high };
    case "minus":
      return { low: left.low - right.high, high: left.high - right.low };
    case "gap": {
      const overlap = left.low <= right.high && right.low <= left.high;
      const ends = [Math.abs(left.high - right.low), Math.abs(right.high - left.low)];
      return { low: overlap ? 0 : Math.min(...ends), high: Math.max(...ends) };
    }
    case "larger":
      return { low: Math.max(left.low, right.low), high: Math.max(left.high, right.high) };
    case "smaller":
      return { low: Math.min(left.low, right.low), high: Math.min(left.high, right.high) };
    case "times":
      return { low: left.low * right.low, high: left.high * right.low };
    case "remainder":
      return { low: 0, high: right.low - 1 };
    case "quotient":
      return { low: Math.floor(left.low / right.low), high: Math.floor(left.high / right.low) };
  }
}

/** Bounds of a quantity. */
export function definitionBounds(definition: Definition, known: KnownBounds, mostItems: number): Bounds {
  switch (definition.how) {
    case "value":
    case "peak":
      return termBounds(definition.of, known, mostItems);
    case "choice": {
      const then = termBounds(definition.then, known, mostItems);
      const otherwise = termBounds(definition.otherwise, known, mostItems);
      return { low: Math.min(then.low, otherwise.low), high: Math.max(then.high, otherwise.high) };
    }
    case "total": {
      const { low, high } = termBounds(definition.of, known, mostItems);
      return { low: Math.min(low, low * mostItems), high: Math.max(high, high * mostItems) };
    }
    case "twins":
    case "since":
    case "ahead":
      return { low: 0, high: mostItems - 1 };
  }
}

/** Bounds of all quantities of a task. */
export function taskBounds({ fields, quantities, mostItems }: Task): KnownBounds {
  const known = new Map<string, Bounds>(fields.map(({ name, low, high }) => [name, { low, high }]));
  for (const { name, is } of quantities) known.set(name, definitionBounds(is, known, mostItems));
  return known;
}

export function boundsOf(known: KnownBounds, name: string): Bounds {
  const found = known.get(name);
  if (found === undefined) throw new RangeError(`The task has no quantity ${name}.`);
  return found;
}
