import { AffineError } from "./errors.ts";
import { utf8 } from "./hash.ts";

/** What may stand inside signed bytes: no floats, no undefined, no dates. */
export type Canonical = null | boolean | string | number | readonly Canonical[] | { readonly [key: string]: Canonical };

/**
 * The one text of a value: keys sorted by UTF-16 code units, no white space, integers only (RFC 8785 restricted to
 * safe integers).
 *
 * @throws AffineError `record_invalid` for a float, an unsafe integer, a lone surrogate, `undefined` or another type.
 */
export function canonicalJson(value: Canonical): string {
  return write(value, "$");
}

/** UTF-8 bytes of {@link canonicalJson}. */
export function canonicalBytes(value: Canonical): Uint8Array {
  return utf8(canonicalJson(value));
}

function write(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw refuse(path, "a lone surrogate");
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw refuse(path, `the number ${value}`);
    return Object.is(value, -0) ? "0" : String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item, index) => write(item, `${path}[${index}]`)).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const record = value as Record<string, unknown>;
    const fields = Object.keys(record)
      .sort()
      .map((key) => `${write(key, path)}:${write(record[key], `${path}.${key}`)}`);
    return `{${fields.join(",")}}`;
  }
  throw refuse(path, `a value of type ${typeof value}`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refuse(path: string, what: string): AffineError {
  return new AffineError("record_invalid", `${what} at ${path} has no canonical form`, {
    hint: "Signed values hold integers, strings, booleans, null, lists and plain objects only.",
  });
}
