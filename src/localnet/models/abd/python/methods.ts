import { asText, bounded, compareValues, Halt, itemsOf, type Value } from "./value.ts";

/** `of.name(operands)`. @throws Halt for a method that is not known here. */
export function callMethod(of: Value, name: string, operands: readonly Value[]): Value {
  const [first, second] = operands;
  if (Array.isArray(of)) {
    if (name === "append") return append(of, first);
    if (name === "index") return indexOf(of, first);
  }
  if (typeof of === "string") {
    if (name === "join") return join(of, itemsOf(first).map(asText));
    if (name === "split") return first === undefined ? of.split(/\s+/).filter(Boolean) : of.split(asText(first));
    if (name === "strip") return of.trim();
  }
  if (of instanceof Map && name === "get") return of.get(first ?? null) ?? second ?? null;
  throw new Halt(`no method ${name}`);
}

function join(between: string, texts: readonly string[]): string {
  let joined = "";
  for (const [at, text] of texts.entries()) joined = bounded(joined + (at === 0 ? "" : between) + text);
  return joined;
}

function append(list: Value[], value: Value | undefined): null {
  list.push(value ?? null);
  return null;
}

function indexOf(list: readonly Value[], value: Value | undefined): number {
  const at = list.findIndex((item) => compareValues(item, value ?? null) === 0);
  if (at === -1) throw new Halt("not in the list");
  return at;
}
