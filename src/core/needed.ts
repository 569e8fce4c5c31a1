import type { z } from "zod";
import { AffineError } from "./errors.ts";
import { faultsOf } from "./faults-of.ts";

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
export function need(schema: z.ZodType, value: unknown, call: string, what: string): void {
  const read = schema.safeParse(value);
  if (!read.success) throw wrong(call, what, faultsOf(read.error, value));
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
