import { listLines } from "./list-lines.ts";
import { plainAnswer } from "./plain-answer.ts";

/** Why a text is no list of values. */
export type NamedIntegersFailure =
  "bad_token" | "mixed_forms" | "unknown_name" | "repeated_name" | "missing_values" | "too_many_values";

export type NamedIntegers =
  | { readonly valid: true; readonly values: readonly number[] }
  | { readonly valid: false; readonly reason: NamedIntegersFailure };

const ITEM = /(?:(["'`]?)([a-z]{1,32})\1\s{0,8}(?:=|:|->|→)\s{0,8})?["'`]?(\d{1,9})["'`]?(?=$|[\s,;])/iy;
const SEPARATOR = /[\s,;]*/y;

/**
 * One whole number for each of some names: `a=1, b=2` in any order (with =, :, -> or →; also as a JSON object), or the
 * numbers alone in the order of the names. Separators are blanks, newlines, commas and semicolons; items may have bullets
 * or numbers. Names in either case.
 */
export function readNamedIntegers(answer: string, names: readonly string[]): NamedIntegers {
  const text = withoutBrackets(listLines(plainAnswer(answer)).join("\n"));
  if (text === null) return fail("bad_token");
  const values = new Map<number, number>();
  let named: boolean | null = null;
  for (let at = skip(text, 0), count = 0; at < text.length; count += 1) {
    ITEM.lastIndex = at;
    const item = ITEM.exec(text);
    if (item === null) return fail("bad_token");
    const name = item[2];
    if (named !== null && named !== (name !== undefined)) return fail("mixed_forms");
    named = name !== undefined;
    if (count >= names.length && !named) return fail("too_many_values");
    const place = name === undefined ? count : names.indexOf(name.toLowerCase());
    if (place === -1) return fail("unknown_name");
    if (values.has(place)) return fail("repeated_name");
    values.set(place, Number(item[3]));
    at = skip(text, ITEM.lastIndex);
  }
  if (values.size < names.length) return fail("missing_values");
  return { valid: true, values: names.map((_, place) => values.get(place) as number) };
}

function fail(reason: NamedIntegersFailure): NamedIntegers {
  return { valid: false, reason };
}

function skip(text: string, at: number): number {
  SEPARATOR.lastIndex = at;
  SEPARATOR.exec(text);
  return SEPARATOR.lastIndex;
}

/** The text within one pair of brackets around all of it; `null` where they do not fit. */
function withoutBrackets(text: string): string | null {
  const close = { "[": "]", "(": ")", "{": "}" }[text.charAt(0)];
  if (close === undefined) return text;
  return text.length > 1 && text.endsWith(close) ? text.slice(1, -1).trim() : null;
}
