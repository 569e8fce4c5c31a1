import type { Random } from "../../../core/index.ts";

/** A whole number of a sentence. */
export interface NumberSlot {
  readonly kind: "number";
  readonly low: number;
  readonly high: number;
  readonly except: readonly number[];
}

/** One of a few wordings. */
export interface ChoiceSlot<Option extends string = string> {
  readonly kind: "choice";
  readonly options: readonly Option[];
  /** False for mere names, whose change makes another spelling and not another meaning. */
  readonly meaningful: boolean;
}

export type Slot = NumberSlot | ChoiceSlot;
export type Slots = Readonly<Record<string, Slot>>;

/** What stands in the slots of a sentence. */
export type Values = Readonly<Record<string, number | string>>;

/** The values of given slots, each with its type. */
export type ValuesOf<S extends Slots> = {
  readonly [Name in keyof S]: S[Name] extends NumberSlot
    ? number
    : S[Name] extends ChoiceSlot<infer Option>
      ? Option
      : never;
};

/** A whole number of low..high, both included, other than the exceptions. */
export function integer(low: number, high: number, ...except: number[]): NumberSlot {
  return { kind: "number", low, high, except };
}

/** One of several wordings, each with a meaning of its own. */
export function oneOf<const Option extends string>(...options: Option[]): ChoiceSlot<Option> {
  return { kind: "choice", options, meaningful: true };
}

/** One of several names. */
export function nameOf<const Option extends string>(...options: Option[]): ChoiceSlot<Option> {
  return { kind: "choice", options, meaningful: false };
}

/** True for a number that the slot may hold. */
export function fits(slot: NumberSlot, value: number): boolean {
  return value >= slot.low && value <= slot.high && !slot.except.includes(value);
}

/** A value for a slot, each equally likely. */
export function sampleSlot(slot: Slot, random: Random): number | string {
  if (slot.kind === "choice") return random.pick(slot.options);
  for (;;) {
    const value = random.between(slot.low, slot.high);
    if (fits(slot, value)) return value;
  }
}

/** The nearest other values of a slot: one more and one less, or every other wording. */
export function neighbours(slot: Slot, value: number | string): (number | string)[] {
  if (slot.kind === "choice") return slot.meaningful ? slot.options.filter((option) => option !== value) : [];
  return [Number(value) - 1, Number(value) + 1].filter((near) => fits(slot, near));
}
