import type { Value } from "./value.ts";

/** Where a running program is: its variables, its input, its output, and the work it may still do. */
export interface Machine {
  globals: Value[];
  /** Variables of the function that is running; those of the program outside of functions. */
  locals: Value[];
  input: readonly string[];
  read: number;
  output: string[];
  stepsLeft: number;
}

export type Code = (machine: Machine) => Value;

/** A function of the program. */
export interface FunctionCode {
  parameterCount: number;
  body: Code;
}

/** Places for the variables of a function, or of the program itself. */
export class Scope {
  readonly functions: Map<string, FunctionCode>;
  readonly #outer: Scope | null;
  readonly #places = new Map<string, number>();
  /** Names bound within an expression, innermost last. */
  readonly #bound: { readonly name: string; readonly place: number }[] = [];
  #count = 0;

  constructor(outer: Scope | null) {
    this.#outer = outer;
    this.functions = outer === null ? new Map<string, FunctionCode>() : outer.functions;
  }

  /** The place of a variable that is assigned here. */
  define(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    this.#places.set(name, this.#count);
    this.#count += 1;
    return this.#count - 1;
  }

  /** Compiles something that sees names of its own, as the body of a comprehension does. */
  binding<Made>(names: readonly string[], make: (places: readonly number[]) => Made): Made {
    const bound = names.map((name) => ({ name, place: this.#count++ }));
    this.#bound.push(...bound);
    const made = make(bound.map(({ place }) => place));
    this.#bound.splice(this.#bound.length - bound.length);
    return made;
  }

  /** Where a name is found: here, outside, or nowhere. */
  find(name: string): { readonly place: number; readonly isGlobal: boolean } | null {
    const bound = this.#bound.findLast((other) => other.name === name);
    const place = bound?.place ?? this.#places.get(name);
    if (place !== undefined) return { place, isGlobal: false };
    const outside = this.#outer?.find(name) ?? null;
    return outside === null ? null : { place: outside.place, isGlobal: true };
  }
}
