/** Lists within lists deeper than this are no test cases. */
const MAX_DEPTH = 64;
const TOKEN =
  /[[\](){},:]|[+-]?(?:\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|True|False|None|[rRbBuU]?(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/y;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  0: "\0",
  "\n": "",
};

/**
 * The value of a Python literal of dicts, lists, tuples, texts, numbers, True, False and None, as `str(value)` writes it
 * and data sets keep it; tuples become lists. `undefined` for anything else: nothing is evaluated.
 */
export function parsePythonLiteral(text: string): unknown {
  const tokens = tokensOf(text);
  if (tokens === null) return undefined;
  const reader = { tokens, at: 0 };
  const value = readValue(reader, 0);
  return reader.at === tokens.length ? value : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function tokensOf(text: string): string[] | null {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text)?.[0];
    if (found === undefined) return null;
    tokens.push(found);
    at += found.length;
  }
  return tokens;
}

function readValue(reader: Reader, depth: number): unknown {
  const token = reader.tokens[reader.at];
  if (token === undefined || depth > MAX_DEPTH) return undefined;
  reader.at += 1;
  if (token === "[" || token === "(") return readItems(reader, token === "[" ? "]" : ")", depth);
  if (token === "{") return readDict(reader, depth);
  if (token === "True" || token === "False") return token === "True";
  if (token === "None") return null;
  if (/^[rRbBuU]?["']/.test(token)) return readText(token);
  return /^[+-]?[\d.]/.test(token) ? readNumber(token.replaceAll("_", "")) : undefined;
}

function readItems(reader: Reader, close: string, depth: number): unknown[] | undefined {
  const items: unknown[] = [];
  while (reader.tokens[reader.at] !== close) {
    const item = readValue(reader, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    if (reader.tokens[reader.at] === ",") reader.at += 1;
    else if (reader.tokens[reader.at] !== close) return undefined;
  }
  reader.at += 1;
  return items;
}

function readDict(reader: Reader, depth: number): Record<string, unknown> | undefined {
  const entries: [string, unknown][] = [];
  while (reader.tokens[reader.at] !== "}") {
    const key = readValue(reader, depth + 1);
    if (typeof key !== "string" || reader.tokens[reader.at] !== ":") return undefined;
    reader.at += 1;
    const value = readValue(reader, depth + 1);
    if (value === undefined) return undefined;
    entries.push([key, value]);
    if (reader.tokens[reader.at] === ",") reader.at += 1;
    else if (reader.tokens[reader.at] !== "}") return undefined;
  }
  reader.at += 1;
  return Object.fromEntries(entries);
}

/** A long integer as a bigint: a double would round it. */
function readNumber(digits: string): number | bigint {
  return /^[+-]?\d{16,}$/.test(digits) ? BigInt(digits.replace("+", "")) : Number(digits);
}

function readText(token: string): string | undefined {
  const prefix = /^[a-z]/i.test(token) ? token.charAt(0).toLowerCase() : "";
  // Bytes are no text.
  if (prefix === "b") return undefined;
  const inner = token.slice(prefix.length + 1, -1);
  if (prefix === "r") return inner;
  return inner.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g, (whole, ...found) => {
    const [x, u, long, plain] = found as (string | undefined)[];
    const code = x ?? u ?? long;
    if (code === undefined)
      return ESCAPES[plain as string] ?? ("'\"\\".includes(plain as string) ? (plain as string) : whole);
    const point = parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
