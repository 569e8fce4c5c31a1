import type { Random } from "../../../core/index.ts";
import { termBounds } from "../task/bounds.ts";
import type { Binary, Comparison, Condition, Definition, Term } from "../task/task.ts";
import { conditionColumn, termColumn } from "../task/term-columns.ts";
import { SAMPLE, type DraftTable } from "./draft-table.ts";

const JOINS: readonly Binary[] = ["plus", "minus", "gap", "larger", "smaller", "plus", "minus"];
const COMPARISONS: readonly Comparison[] = [
  "greater",
  "atLeast",
  "less",
  "atMost",
  "greater",
  "atLeast",
  "less",
  "atMost",
  "equal",
  "different",
];

/** A number of an item that is told in a few words. */
export function draftAtom(table: DraftTable, random: Random): Term {
  if (random.chance(1, 12)) return { op: "place" };
  const of = table.pick() as string;
  if (random.chance(3, 4)) return { op: "own", of };
  const { low, high } = table.bounds.get(of) ?? { low: 0, high: 9 };
  const near = Array.from(table.columns.get(of) ?? [0]);
  return { op: "before", of, first: Math.max(low, Math.min(high, random.chance(1, 2) ? 0 : random.pick(near))) };
}

/** A part of a sentence: an atom, an atom and a number, or two atoms. */
export function draftTerm(table: DraftTable, random: Random): Term {
  const left = draftAtom(table, random);
  const number = (low: number, high: number): Term => ({ op: "number", value: random.between(low, high) });
  switch (random.weighted([3, 2, 2, 2, 1, 12])) {
    case 0:
      return left;
    case 1:
      return { op: "times", left, right: number(2, 5) };
    case 2:
      return { op: random.pick(["plus", "minus", "larger", "smaller"]), left, right: number(1, 20) };
    case 3:
      return { op: "remainder", left, right: number(3, 12) };
    case 4:
      return { op: "quotient", left, right: number(2, 6) };
    default: {
      const right = draftAtom(table, random);
      return same(left, right) ? left : { op: random.pick(JOINS), left, right };
    }
  }
}

/** A quantity that is made of what there is. */
export function draftDefinition(table: DraftTable, random: Random): Definition {
  if (random.chance(1, 4)) {
    const when = draftCondition(table, random);
    return { how: "choice", when, then: draftTerm(table, random), otherwise: draftTerm(table, random) };
  }
  const joined: Term = { op: random.pick(JOINS), left: draftTerm(table, random), right: draftTerm(table, random) };
  if (!random.chance(2, 5)) return { how: "value", of: joined };
  const divides = random.chance(2, 3);
  const right: Term = { op: "number", value: divides ? random.between(3, 25) : random.between(2, 9) };
  const left: Term = { ...joined, op: random.pick(["plus", "minus"]) };
  return { how: "value", of: { op: divides ? "remainder" : "quotient", left, right } };
}

/** A quantity that looks back or ahead over all items; `null` where its numbers would be too large. */
export function draftHistory(table: DraftTable, random: Random): Definition | null {
  const how = random.pick(["total", "peak", "twins", "since", "ahead"] as const);
  if (how === "total" || how === "peak") {
    const of = draftTerm(table, random);
    const { low, high } = termBounds(of, table.bounds, table.mostItems);
    return how === "total" && Math.max(-low, high) > 5e6 ? null : { how, of };
  }
  const of = table.pick((name) => how === "ahead" || table.variety(name) <= SAMPLE / 3);
  return of === null ? null : { how, of };
}

/** A condition that is neither always nor never true of the sample. */
export function draftCondition(table: DraftTable, random: Random): Condition {
  const simple = (): Condition => {
    const left = draftTerm(table, random);
    if (random.chance(1, 4)) {
      return { test: random.pick(["multiple", "notMultiple"]), of: left, divisor: random.between(2, 5) };
    }
    if (random.chance(1, 3)) return { test: random.pick(COMPARISONS), left, right: draftTerm(table, random) };
    const values = Array.from(termColumn(left, table.columns, SAMPLE));
    return { test: random.pick(COMPARISONS), left, right: { op: "number", value: random.pick(values) } };
  };
  const varied = (): Condition => {
    for (let attempt = 0; ; attempt += 1) {
      const condition = simple();
      const share = conditionColumn(condition, table.columns, SAMPLE).reduce((sum, one) => sum + one, 0);
      if ((share > 0.1 * SAMPLE && share < 0.9 * SAMPLE) || attempt === 20) return condition;
    }
  };
  if (!random.chance(1, 3)) return varied();
  return { test: random.pick(["both", "either"]), first: varied(), second: varied() };
}

function same(a: Term, b: Term): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
