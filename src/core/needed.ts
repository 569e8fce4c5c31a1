import { AffineError } from "./errors.ts";

/** @throws AffineError `invalid_input` for what is no text; callers in JavaScript have no types. */
export function needText(value: unknown, call: string, what: string): asserts value is string {
  if (typeof value !== "string") throw wrong(value, call, what);
}

/** @throws AffineError `invalid_input` for what has not these fields, each an object. */
export function needFields(value: unknown, call: string, what: string, fields: readonly string[] = []): void {
  const isObject = (found: unknown): boolean => typeof found === "object" && found !== null;
  const read = value as Readonly<Record<string, unknown>>;
  if (!isObject(value) || !fields.every((field) => isObject(read[field]))) throw wrong(value, call, what);
}

function wrong(value: unknown, call: string, what: string): AffineError {
  const found = value === null ? "null" : value === undefined ? "nothing" : `a value of type ${typeof value}`;
  return new AffineError(
    "invalid_input",
    `${call} takes ${what}; it was given ${found === "a value of type object" ? "another object" : found}.`,
    {
      hint: `Pass ${what}.`,
    },
  );
}
