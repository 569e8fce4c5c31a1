import { newColumn } from "./new-column.ts";
import type { Binary, Comparison, Condition, Term } from "./task.ts";

/** Numbers of all items, by the name of the quantity. */
export type Columns = ReadonlyMap<string, Column>;

/** Numbers of all items: always of this one kind, which the loops below are fast for. */
export type Column = Float64Array;

/** A term for each of `count` items. */
export function termColumn(term: Term, columns: Columns, count: number): Column {
  if (term.op === "own") return columnOf(columns, term.of);
  const made = newColumn(count);
  if (term.op === "number") return made.fill(term.value);
  if (term.op === "place") {
    for (let at = 0; at < count; at += 1) made[at] = at + 1;
    return made;
  }
  if (term.op === "before") {
    const column = columnOf(columns, term.of);
    for (let at = 0; at < count; at += 1) made[at] = at === 0 ? term.first : (column[at - 1] as number);
    return made;
  }
  join(term.op, operandOf(term.left, columns, count), operandOf(term.right, columns, count), made);
  return made;
}

/** A column of a term, or of a single number: then `by` is 0, and the same one stands for all items. */
interface Operand {
  readonly of: Column;
  readonly by: 0 | 1;
}

function operandOf(term: Term, columns: Columns, count: number): Operand {
  return { of: termColumn(term, columns, term.op === "number" ? 1 : count), by: term.op === "number" ? 0 : 1 };
}

/** A loop for each operation: calling a function for each item takes several times as long. */
function join(op: Binary, { of: left, by: l }: Operand, { of: right, by: r }: Operand, made: Float64Array): void {
  const count = made.length;
  switch (op) {
    case "plus":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) + (right[at * r] as number);
      return;
    case "minus":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) - (right[at * r] as number);
      return;
    case "gap":
      for (let at = 0; at < count; at += 1) made[at] = Math.abs((left[at * l] as number) - (right[at * r] as number));
      return;
    case "larger":
      for (let at = 0; at < count; at += 1) made[at] = Math.max(left[at * l] as number, right[at * r] as number);
      return;
    case "smaller":
      for (let at = 0; at < count; at += 1) made[at] = Math.min(left[at * l] as number, right[at * r] as number);
      return;
    case "times":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) * (right[at * r] as number);
      return;
    // As Python's: from 0 to the divisor less 1; rounded down.
    case "remainder":
      for (let at = 0; at < count; at += 1) {
        const value = left[at * l] as number;
        const divisor = right[at * r] as number;
        made[at] = value - Math.floor(value / divisor) * divisor;
      }
      return;
    case "quotient":
      for (let at = 0; at < count; at += 1) made[at] = Math.floor((left[at * l] as number) / (right[at * r] as number));
  }
}

/** 1 for items of which a condition is true. */
export function conditionColumn(condition: Condition, columns: Columns, count: number): Column {
  const made = newColumn(count);
  if ("first" in condition) {
    const first = conditionColumn(condition.first, columns, count);
    const second = conditionColumn(condition.second, columns, count);
    const least = condition.test === "both" ? 2 : 1;
    for (let at = 0; at < count; at += 1) made[at] = (first[at] ?? 0) + (second[at] ?? 0) >= least ? 1 : 0;
    return made;
  }
  if ("divisor" in condition) {
    const of = termColumn(condition.of, columns, count);
    const wanted = condition.test === "multiple";
    for (let at = 0; at < count; at += 1) made[at] = ((of[at] as number) % condition.divisor === 0) === wanted ? 1 : 0;
    return made;
  }
  const [left, right] = [operandOf(condition.left, columns, count), operandOf(condition.right, columns, count)];
  compare(condition.test, left, right, made);
  return made;
}

function compare(
  test: Comparison,
  { of: left, by: l }: Operand,
  { of: right, by: r }: Operand,
  made: Float64Array,
): void {
  const count = made.length;
  switch (test) {
    case "greater":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) > (right[at * r] as number) ? 1 : 0;
      return;
    case "atLeast":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) >= (right[at * r] as number) ? 1 : 0;
      return;
    case "less":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) < (right[at * r] as number) ? 1 : 0;
      return;
    case "atMost":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) <= (right[at * r] as number) ? 1 : 0;
      return;
    case "equal":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) === (right[at * r] as number) ? 1 : 0;
      return;
    case "different":
      for (let at = 0; at < count; at += 1) made[at] = (left[at * l] as number) !== (right[at * r] as number) ? 1 : 0;
  }
}

export function columnOf(columns: Columns, name: string): Column {
  const column = columns.get(name);
  if (column === undefined) throw new RangeError(`The task has no quantity ${name}.`);
  return column;
}
