/** A value in JSON whose integers are exact: those that a double might round are bigints. */
export type ExactJson =
  string | number | bigint | boolean | null | readonly ExactJson[] | { readonly [name: string]: ExactJson };

/** Texts, the colon behind one that is a name, and numbers. */
const TOKEN = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** An integer of 16 digits or more: a double holds all shorter ones. */
const LONG_INTEGER = /^-?[1-9]\d{15,}$/;

/**
 * Reads JSON without rounding an integer, as `JSON.parse` does beyond 2^53.
 *
 * @throws SyntaxError for what is no JSON.
 */
export function parseExactJson(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  // Long integers become texts with an `n` before them, and so that none is taken for one, texts get an `s`.
  const tagged = text.replace(TOKEN, (token, colon: string | undefined) => {
    if (token.startsWith('"')) return colon === undefined ? `"s${token.slice(1)}` : token;
    return LONG_INTEGER.test(token) ? `"n${token}"` : token;
  });
  return JSON.parse(tagged, (_, value: unknown) => {
    if (typeof value !== "string") return value;
    return value.startsWith("n") ? BigInt(value.slice(1)) : value.slice(1);
  });
}

/** Writes what {@link parseExactJson} reads. */
export function writeExactJson(value: ExactJson): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeExactJson).join(",")}]`;
  const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${writeExactJson(item)}`);
  return `{${entries.join(",")}}`;
}

function isList(value: object): value is readonly ExactJson[] {
  return Array.isArray(value);
}
