import { asNumber, Halt, itemsOf, type Value } from "./value.ts";

/** `of[at]`. @throws Halt */
export function itemOf(of: Value, at: Value): Value {
  if (of instanceof Map) return present(of.get(at));
  const place = asNumber(at);
  if (typeof of === "string") return present(of[place < 0 ? place + of.length : place]);
  const list = itemsOf(of);
  return present(list[place < 0 ? place + list.length : place]);
}

/** `of[at] = value`. @throws Halt */
export function setItem(of: Value, at: Value, value: Value): void {
  if (of instanceof Map) of.set(at, value);
  else if (Array.isArray(of)) {
    const place = asNumber(at);
    const index = place < 0 ? place + of.length : place;
    if (index < 0 || index >= of.length) throw new Halt("no such item");
    of[index] = value;
  } else throw new Halt("cannot be changed");
}

/** `of[from:to:step]` for steps of 1, and of -1 over the whole. @throws Halt */
export function sliceOf(of: Value, from: Value | null, to: Value | null, step: Value | null): Value {
  const bound = (value: Value | null) => (value === null ? undefined : asNumber(value));
  if (step === null || step === 1) {
    if (typeof of === "string") return of.slice(bound(from), bound(to));
    return itemsOf(of).slice(bound(from), bound(to));
  }
  if (step !== -1 || from !== null || to !== null) throw new Halt("no such slice");
  return typeof of === "string" ? of.split("").reverse().join("") : [...itemsOf(of)].reverse();
}

function present(value: Value | undefined): Value {
  if (value === undefined) throw new Halt("no such item");
  return value;
}
