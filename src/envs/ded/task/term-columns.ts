import type { Binary, Comparison, Condition, Term } from "./task.ts";

/** Numbers of all items, by the name of the quantity. */
export type Columns = ReadonlyMap<string, ArrayLike<number>>;

const JOINED: Readonly<Record<Binary, (left: number, right: number) => number>> = {
  plus: (left, right) => left + right,
  minus: (left, right) => left - right,
  gap: (left, right) => Math.abs(left - right),
  larger: (left, right) => Math.max(left, right),
  smaller: (left, right) => Math.min(left, right),
  times: (left, right) => left * right,
  // As Python's: from 0 to the divisor less 1; rounded down.
  remainder: (left, right) => left - Math.floor(left / right) * right,
  quotient: (left, right) => Math.floor(left / right),
};

const COMPARED: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  greater: (left, right) => left > right,
  atLeast: (left, right) => left >= right,
  less: (left, right) => left < right,
  atMost: (left, right) => left <= right,
  equal: (left, right) => left === right,
  different: (left, right) => left !== right,
};

/** A term for each of `count` items. */
export function termColumn(term: Term, columns: Columns, count: number): ArrayLike<number> {
  if (term.op === "own") return columnOf(columns, term.of);
  const made = new Float64Array(count);
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
  const [left, right] = [termColumn(term.left, columns, count), termColumn(term.right, columns, count)];
  const join = JOINED[term.op];
  for (let at = 0; at < count; at += 1) made[at] = join(left[at] as number, right[at] as number);
  return made;
}

/** 1 for items of which a condition is true. */
export function conditionColumn(condition: Condition, columns: Columns, count: number): Uint8Array {
  const made = new Uint8Array(count);
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
  const [left, right] = [termColumn(condition.left, columns, count), termColumn(condition.right, columns, count)];
  const compare = COMPARED[condition.test];
  for (let at = 0; at < count; at += 1) made[at] = compare(left[at] as number, right[at] as number) ? 1 : 0;
  return made;
}

export function columnOf(columns: Columns, name: string): ArrayLike<number> {
  const column = columns.get(name);
  if (column === undefined) throw new RangeError(`The task has no quantity ${name}.`);
  return column;
}
