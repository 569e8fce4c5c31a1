import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What the library says itself: these are put in our words. */
const OWN_WORDS = /^(Invalid |Too small|Too big|Unrecognized|Required)/;
/** Faults that are told; of more, how many. */
const MOST_FAULTS = 5;
const MOST_VALUES = 12;

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/**
 * What is wrong with a value that a schema has refused, in one line of plain words: where, and what is expected there.
 *
 * @param value what was refused, where it is at hand: numbers are told then.
 * @example faultsOf(error) // 'items[0].challenge_id is missing; unknown field "cuont"'
 */
export function faultsOf({ issues }: Pick<z.ZodError, "issues">, value?: unknown): string {
  const told = issues.slice(0, MOST_FAULTS).map((issue) => placed(issue, value));
  const rest = issues.length - told.length;
  return [...new Set(told), ...(rest > 0 ? [`${rest} more faults`] : [])].join("; ");
}

function placed(issue: Issue, value: unknown): string {
  const place = placeOf(issue.path);
  const words = faultWords(issue, valueAt(value, issue.path));
  if (issue.code === "unrecognized_keys") return place === "" ? words : `${words} in ${place}`;
  if (words === MISSING) return `${place === "" ? "it" : place} ${MISSING}`;
  return place === "" ? words : `${place}: ${words}`;
}

const MISSING = "is missing";

/** One fault in plain words, for who says the place already; `found` is what stands there, where it is at hand. */
export function faultWords(issue: Issue, found?: unknown): string {
  if (issue.code === "unrecognized_keys") {
    return `unknown ${issue.keys.length === 1 ? "field" : "fields"} ${issue.keys.slice(0, MOST_VALUES).map(quoted).join(", ")}`;
  }
  if (!OWN_WORDS.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return typeWords(issue.message, issue.expected, found);
    case "invalid_value":
      if (/received undefined/.test(issue.message)) return MISSING;
      return `expected ${issue.values.length === 1 ? "" : "one of "}${issue.values.slice(0, MOST_VALUES).map(valueText).join(", ")}${issue.values.length > MOST_VALUES ? ", …" : ""}`;
    case "too_small":
      return `expected ${issue.inclusive === false ? "more than" : "at least"} ${String(issue.minimum)}${unitOf(issue.origin)}`;
    case "too_big":
      return `expected ${issue.inclusive === false ? "less than" : "at most"} ${String(issue.maximum)}${unitOf(issue.origin)}`;
    case "invalid_format":
      return `expected ${issue.format === "url" ? "an address" : "another form of text"}`;
    case "invalid_union":
      return unionWords(issue, found);
    case "invalid_key":
      return "a name in it has another form than it may have";
    case "not_multiple_of":
    case "invalid_element":
    case "custom":
      return "has another form than it may have";
  }
}

function typeWords(message: string, expected: string, value: unknown): string {
  const [, received = "undefined"] = /received (\w+)/.exec(message) ?? [];
  if (received === "undefined" || expected === "nonoptional") return MISSING;
  if (expected === "int" && received === "number") {
    return `expected a whole number, found ${typeof value === "number" ? String(value) : "a fraction"}`;
  }
  const found =
    received === "NaN" || received === "Infinity" ? received : (TYPES[received.toLowerCase()] ?? "something else");
  return `expected ${TYPES[expected] ?? "another kind of value"}, found ${found}`;
}

/** What the forms that come nearest lack. */
function unionWords({ errors }: Extract<Issue, { code: "invalid_union" }>, found: unknown): string {
  const ways = [...new Set(errors.map((issues) => faultsOf({ issues }, found)).filter((words) => words !== ""))];
  if (ways.length > 0 && ways.every((words) => words === `it ${MISSING}`)) return MISSING;
  return ways.length === 0 || ways.length > 3 ? "has none of the forms that it may have" : ways.join(", or ");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return at;
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" || origin === "set" ? " entries" : "";
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : `${at === 0 ? "" : "."}${String(key).slice(0, 64)}`))
    .join("");
}

function quoted(name: string): string {
  return JSON.stringify(name.length > 64 ? `${name.slice(0, 64)}…` : name);
}

function valueText(value: unknown): string {
  return typeof value === "bigint" || typeof value === "symbol" ? String(value) : JSON.stringify(value);
}
