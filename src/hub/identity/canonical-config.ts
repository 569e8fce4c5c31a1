/** Deeper values are not rewritten. */
const MAX_DEPTH = 64;

/**
 * The one text of a JSON configuration: keys in order, no white space, numbers as RFC 8785 writes them, fields that
 * change nothing left out. `undefined` when the bytes are not plain JSON (invalid UTF-8, a number that JSON has not,
 * such as the `Infinity` that Python writes, too deep): such a file counts by its bytes.
 *
 * @param cosmetic names of fields to leave out
 * @param everywhere whether they are left out at every depth, not in the outermost object only
 */
export function canonicalConfig(
  bytes: Uint8Array,
  cosmetic: ReadonlySet<string>,
  everywhere: boolean,
): { readonly text: string; readonly value: unknown } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    // TypeError: not UTF-8; SyntaxError: not JSON.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
  const text = write(value, { cosmetic, everywhere }, 0);
  return text === undefined ? undefined : { text, value };
}

/** The canonical text of a value, without anything left out; `undefined` when it has none. */
export function canonicalText(value: unknown): string | undefined {
  return write(value, { cosmetic: new Set(), everywhere: false }, 0);
}

interface Rules {
  readonly cosmetic: ReadonlySet<string>;
  readonly everywhere: boolean;
}

function write(value: unknown, rules: Rules, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (typeof value === "string") return value.isWellFormed() ? JSON.stringify(value) : undefined;
  // RFC 8785, 3.2.2.3: numbers as ECMAScript writes them, which is the shortest text that reads back the same.
  if (typeof value === "number") return Number.isFinite(value) ? JSON.stringify(value) : undefined;
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => write(item, rules, depth + 1));
    return items.includes(undefined) ? undefined : `[${items.join(",")}]`;
  }
  const record = value as Readonly<Record<string, unknown>>;
  const fields: string[] = [];
  for (const key of Object.keys(record).sort()) {
    if (rules.cosmetic.has(key) && (rules.everywhere || depth === 0)) continue;
    const item = write(record[key], rules, depth + 1);
    if (item === undefined || !key.isWellFormed()) return undefined;
    fields.push(`${JSON.stringify(key)}:${item}`);
  }
  return `{${fields.join(",")}}`;
}
