import { AffineError } from "./errors.ts";
import type { Kind } from "./kinds.ts";

/** @throws AffineError `invalid_input` for what is no text; callers in JavaScript have no types. */
export function needText(value: unknown, call: string, what: string): asserts value is string {
  if (typeof value !== "string") throw wrong(call, what, `it was given ${given(value)}`);
}

/** @throws AffineError `invalid_input` for what has not these fields, each an object. */
export function needFields(value: unknown, call: string, what: string, fields: readonly string[] = []): void {
  const isObject = (found: unknown): boolean => typeof found === "object" && found !== null;
  const read = value as Readonly<Record<string, unknown>>;
  if (!isObject(value) || !fields.every((field) => isObject(read[field]))) {
    throw wrong(call, what, `it was given ${given(value)}`);
  }
}

/**
 * Looks at an argument of a function that the package exports.
 *
 * @param what it takes there, in words.
 * @throws AffineError `invalid_input` saying where the argument is of another kind.
 * @example need(kinds.whole, block, "levelOf", "the number of a test");
 */
export function need(kind: Kind, value: unknown, call: string, what: string): void {
  const misfit = kind(value);
  if (misfit === undefined) return;
  const { place, expected, found } = misfit;
  if (place === "") throw wrong(call, what, `expected ${expected}, and it was given ${given(found)}`);
  const where = place.startsWith(".") ? place.slice(1) : place;
  const fault = found === undefined ? `${where} is missing` : `${where} is ${given(found)}`;
  throw wrong(call, what, `${fault}, expected ${expected}`);
}

function wrong(call: string, what: string, fault: string): AffineError {
  return new AffineError("invalid_input", `${call} takes ${what}; ${fault}.`, { hint: `Pass ${what}.` });
}

function given(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "another object";
  if (typeof value === "number" && !Number.isSafeInteger(value)) return `the number ${value}`;
  return `a value of type ${typeof value}`;
}
