import { ERRORS, FACTS, OTHER_PALLETS, type Fact } from "./facts.ts";
import { LONG_TYPES } from "./long-types.ts";
import { parseShape } from "./parse-shape.ts";
import { enumOf, NOTHING, zeroBytes, type Shape, type Variant } from "./shape.ts";
import { CONSTANTS, DEFAULTS } from "./values.ts";

export type Hex = `0x${string}`;

export interface StorageItem {
  readonly name: string;
  readonly optional: boolean;
  /** Absent for an item with one value. */
  readonly keyed: { readonly hashers: readonly string[]; readonly key: Shape } | undefined;
  readonly value: Shape;
  /** SCALE of the value where it is unset. */
  readonly fallback: Hex;
}

/** A pallet, with those of its parts that the facts name. */
export interface Pallet {
  readonly name: string;
  readonly index: number;
  readonly calls: Shape | undefined;
  readonly events: Shape | undefined;
  readonly errors: Shape | undefined;
  readonly storage: readonly StorageItem[];
  readonly constants: readonly { readonly name: string; readonly type: Shape; readonly value: Hex }[];
}

/** All pallets of {@link FACTS}, in the order of their indices. @throws Error where the facts contradict each other. */
export function pallets(): Pallet[] {
  return [...indices()].sort(([, a], [, b]) => a - b).map(([name, index]) => palletOf(name, index));
}

export function shapeOf(text: string): Shape {
  return parseShape(text, LONG_TYPES);
}

/** A call's or an event's place and fields, out of a text such as `7.0 {netuid: u16}`. */
function placed({ name, shape }: Fact): { pallet: number; variant: Variant } {
  const [, pallet, index, text] = /^(\d+)\.(\d+) (.*)$/.exec(shape) ?? [];
  if (text === undefined) throw new Error(`${name}: ${shape} says no place`);
  return { pallet: Number(pallet), variant: { index: Number(index), name, of: shapeOf(text) } };
}

function indices(): Map<string, number> {
  const found = new Map(Object.entries(OTHER_PALLETS));
  for (const fact of FACTS.filter(({ kind }) => kind === "call" || kind === "event")) {
    const { pallet } = placed(fact);
    if ((found.get(fact.pallet) ?? pallet) !== pallet) throw new Error(`${fact.pallet} has two indices`);
    found.set(fact.pallet, pallet);
  }
  return found;
}

function palletOf(name: string, index: number): Pallet {
  const facts = FACTS.filter(({ pallet }) => pallet === name);
  const variants = (kind: Fact["kind"]): Shape | undefined => {
    const all = facts.filter((fact) => fact.kind === kind).map((fact) => placed(fact).variant);
    return all.length === 0 ? undefined : enumOf(all);
  };
  const errors = Object.entries(ERRORS[name] ?? {}).map(([error, at]) => ({ index: at, name: error, of: NOTHING }));
  return {
    name,
    index,
    calls: variants("call"),
    events: variants("event"),
    errors: errors.length === 0 ? undefined : enumOf(errors),
    storage: facts.filter(({ kind }) => kind === "storage").map(storageItem),
    constants: facts.filter(({ kind }) => kind === "constant").map(constant),
  };
}

/** Out of a text such as `Identity, Twox64Concat (u16, AccountId32) -> [u8]?`. */
function storageItem({ pallet, name, shape }: Fact): StorageItem {
  const [, keys, text, mark] = /^(.*?)-> (.*?)(\??)$/.exec(shape) ?? [];
  if (keys === undefined || text === undefined) throw new Error(`${pallet}.${name}: ${shape} is no storage item`);
  const [, hashers, key] = /^((?:\w+, )*\w+) (.+) $/.exec(keys) ?? [];
  const value = shapeOf(text);
  const optional = mark === "?";
  const zero: Hex = `0x${Buffer.from(optional ? [0] : zeroBytes(value)).toString("hex")}`;
  return {
    name,
    optional,
    keyed: hashers === undefined ? undefined : keyedBy(hashers.split(", "), shapeOf(key ?? "")),
    value,
    fallback: DEFAULTS[`${pallet}.${name}`] ?? zero,
  };
}

function constant({ pallet, name, shape }: Fact) {
  const value = CONSTANTS[`${pallet}.${name}`];
  if (value === undefined) throw new Error(`the constant ${pallet}.${name} has no value`);
  return { name, type: shapeOf(shape), value };
}

/** Several keys are a tuple in every metadata, also where the table's language writes equal ones as an array. */
function keyedBy(hashers: readonly string[], key: Shape): { readonly hashers: readonly string[]; readonly key: Shape } {
  if (hashers.length < 2 || key.kind !== "array") return { hashers, key };
  return { hashers, key: { kind: "tuple", of: Array.from({ length: key.length }, () => key.of) } };
}
