import { AffineError } from "../../../core/index.ts";

/** What is written as a literal of Python. */
export type PythonValue = string | number | boolean | null | readonly string[];

/**
 * A literal of Python that evaluates to exactly this value, in printable ASCII: no text can end its quotes or the line.
 *
 * @throws AffineError `invalid_input` for a number that is not whole
 */
export function pythonLiteral(value: PythonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "number") return `[${value.map(quoted).join(", ")}]`;
  if (Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  throw new AffineError("invalid_input", `A chute takes whole numbers, not ${value}.`, {
    hint: "Give the plan whole numbers of GPUs, gigabytes and seconds.",
  });
}

/** JSON's escapes are Python's too; what is beyond ASCII is written by its number, by code point and not by UTF-16 unit. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e]/gu, (character) => {
    const point = character.codePointAt(0) as number;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
  });
}
