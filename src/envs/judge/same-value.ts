/**
 * Whether two values in JSON are equal as Python compares them: integers exactly, whatever their length, `1 == 1.0`,
 * `-0.0 == 0`, `True == 1`, and `NaN` like nothing. Python's own `NaN` and `Infinity` are taken.
 *
 * @returns false too if either is no JSON.
 */
export function sameValue(a: string, b: string): boolean {
  const [first, second] = [parse(a), parse(b)];
  return first !== undefined && second !== undefined && equal(first.value, second.value);
}

/** Texts and numbers, and nothing else: JSON.parse alone would round integers beyond 2^53. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|NaN|-?Infinity/g;

/** Every text with an `s` before it, every number as a text with an `n` before it. */
function parse(text: string): { value: unknown } | undefined {
  const tagged = text.replace(TOKEN, (token) => (token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`));
  try {
    return { value: JSON.parse(tagged) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A list of pairs still to be compared stands for recursion: values may be nested deeply. */
function equal(a: unknown, b: unknown): boolean {
  const pairs: [unknown, unknown][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [left, right] = pair;
    if (Array.isArray(left) && Array.isArray(right)) {
      if (left.length !== right.length) return false;
      for (const [index, item] of left.entries()) pairs.push([item, right[index]]);
    } else if (isRecord(left) && isRecord(right)) {
      const names = Object.keys(left);
      if (names.length !== Object.keys(right).length) return false;
      for (const name of names) {
        if (!Object.hasOwn(right, name)) return false;
        pairs.push([left[name], right[name]]);
      }
    } else if (!sameScalar(left, right)) return false;
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameScalar(a: unknown, b: unknown): boolean {
  const [left, right] = [numberOf(a), numberOf(b)];
  if (left === undefined || right === undefined) return left === right && a === b;
  const [exactLeft, exactRight] = [integerOf(left), integerOf(right)];
  if (exactLeft !== undefined || exactRight !== undefined) return exactLeft === exactRight;
  return Number(left) === Number(right);
}

/** The literal of a number; truth values are numbers to Python. */
function numberOf(value: unknown): string | undefined {
  if (typeof value === "boolean") return value ? "1" : "0";
  return typeof value === "string" && value.startsWith("n") ? value.slice(1) : undefined;
}

/** All digits of an integer, also one that is written as a float; undefined for other numbers. */
function integerOf(literal: string): string | undefined {
  if (/^-?\d+$/.test(literal)) return literal.replace(/^-0+$|^0+$/, "0");
  const value = Number(literal);
  return Number.isInteger(value) ? BigInt(value).toString() : undefined;
}
