/** A value of a program; tuples are lists, tables are maps. */
export type Value = number | string | boolean | null | Value[] | Map<Value, Value>;

/** The program came to a halt: an exception, too many steps, or something that is not understood here. */
export class Halt extends Error {}

export function isTrue(value: Value): boolean {
  if (typeof value === "object") {
    if (value === null) return false;
    return Array.isArray(value) ? value.length > 0 : value.size > 0;
  }
  return Boolean(value);
}

export function asNumber(value: Value | undefined): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw new Halt("not a number");
}

export function asText(value: Value | undefined): string {
  if (typeof value === "string") return value;
  throw new Halt("not a text");
}

/** Longest list, text and output, so that a program that doubles one takes no memory to speak of. */
export const LONGEST = 20_000;

/** @throws Halt for a list or text beyond {@link LONGEST}. */
export function bounded<Sized extends string | Value[]>(value: Sized): Sized {
  if (value.length > LONGEST) throw new Halt("too long");
  return value;
}

/** The items that a loop over a value sees. */
export function itemsOf(value: Value | undefined): Value[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return value.split("");
  if (value instanceof Map) return [...value.keys()];
  throw new Halt("not a sequence");
}

/** Negative, 0 or positive, lists item by item. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < a.length && at < b.length; at += 1) {
      const order = compareValues(a[at] as Value, b[at] as Value);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  return asNumber(a) - asNumber(b);
}

/** As `print` and `str` write it. */
export function written(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  throw new Halt("cannot be written");
}
