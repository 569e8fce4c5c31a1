import { asNumber, asText, compareValues, Halt, isTrue, itemsOf, LONGEST, type Value, written } from "./value.ts";

/** Functions of the language that need nothing but their operands. */
export const BUILTINS: Readonly<Record<string, (operands: readonly Value[]) => Value>> = {
  abs: ([value]) => Math.abs(asNumber(value)),
  all: ([values]) => itemsOf(values).every(isTrue),
  any: ([values]) => itemsOf(values).some(isTrue),
  chr: ([code]) => String.fromCharCode(asNumber(code)),
  enumerate: ([values]) => itemsOf(values).map((value, index) => [index, value]),
  int: ([value]) => toInteger(value),
  len: ([value]) => itemsOf(value).length,
  list: ([values]) => [...itemsOf(values)],
  max: (operands) => extreme(operands, 1),
  min: (operands) => extreme(operands, -1),
  ord: ([text]) => asText(text).charCodeAt(0),
  range: (operands) => range(operands.map(asNumber)),
  reversed: ([values]) => [...itemsOf(values)].reverse(),
  str: ([value]) => written(value ?? null),
  sum: ([values]) => itemsOf(values).reduce<number>((sum, value) => sum + asNumber(value), 0),
  zip: (operands) => zip(operands.map(itemsOf)),
};

/** Sorted by what `key` makes of the items; equal ones keep their order. */
export function sortedBy(values: readonly Value[], key: (value: Value) => Value): Value[] {
  const keyed = values.map((value) => ({ value, rank: key(value) }));
  return keyed.sort((a, b) => compareValues(a.rank, b.rank)).map(({ value }) => value);
}

function toInteger(value: Value | undefined): number {
  if (typeof value !== "string") return asNumber(value);
  if (!/^[-+]?\d{1,15}$/.test(value.trim())) throw new Halt("not a number");
  return Number(value);
}

function extreme(operands: readonly Value[], sign: 1 | -1): Value {
  const values = operands.length === 1 ? itemsOf(operands[0]) : operands;
  if (values.length === 0) throw new Halt("nothing to compare");
  return values.reduce((best, value) => (compareValues(value, best) * sign > 0 ? value : best));
}

function range(bounds: readonly number[]): number[] {
  const [from, to, by = 1] = bounds.length === 1 ? [0, ...bounds] : bounds;
  const numbers: number[] = [];
  if (from === undefined || to === undefined || by === 0) throw new Halt("no range");
  for (let value = from; by > 0 ? value < to : value > to; value += by) {
    if (numbers.push(value) > LONGEST) throw new Halt("too long a range");
  }
  return numbers;
}

function zip(lists: readonly (readonly Value[])[]): Value[] {
  const length = Math.min(...lists.map((list) => list.length));
  return Array.from({ length }, (_, at) => lists.map((list) => list[at] as Value));
}
