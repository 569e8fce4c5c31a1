/** A token of the little Python that a chute's source may be written in. */
export interface PythonToken {
  readonly kind: "name" | "string" | "number" | "sign";
  /** The name, sign or number as written; a string's value. */
  readonly text: string;
  readonly line: number;
}

/** Why a source cannot be read. */
export class PythonDefect extends Error {
  constructor(line: number, what: string) {
    super(`line ${line}: ${what}`);
    this.name = "PythonDefect";
  }
}

const BLANK = /[ \t\r\n\f]+|#[^\n]*|\\\r?\n/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /-?(?:\d+\.\d+|\d+)(?![A-Za-z0-9_.])/y;
const SIGN = /[()[\]{},=.:]/y;
/** A whole string without prefix on one line; in triple quotes it would not match the sign that follows. */
const STRING = /"(?:[^"\\\n\r]|\\[^\n\r])*"|'(?:[^'\\\n\r]|\\[^\n\r])*'/y;

/** Tokens of a source that consists of imports and one call. @throws PythonDefect */
export function pythonTokens(source: string): PythonToken[] {
  const tokens: PythonToken[] = [];
  let at = 0;
  let line = 1;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < source.length) {
    const blank = take(BLANK);
    if (blank !== undefined) {
      line += blank.split("\n").length - 1;
      continue;
    }
    const name = take(NAME);
    if (name !== undefined) {
      if (source[at] === '"' || source[at] === "'") throw new PythonDefect(line, `a string with the prefix ${name}`);
      tokens.push({ kind: "name", text: name, line });
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      tokens.push({ kind: "number", text: number, line });
      continue;
    }
    if (source.startsWith('"""', at) || source.startsWith("'''", at)) {
      throw new PythonDefect(line, "a string in triple quotes");
    }
    const string = take(STRING);
    if (string !== undefined) {
      tokens.push({ kind: "string", text: unquoted(string, line), line });
      continue;
    }
    const sign = take(SIGN);
    if (sign === undefined)
      throw new PythonDefect(line, `${JSON.stringify(source.slice(at, at + 12))} is more than literals`);
    tokens.push({ kind: "sign", text: sign, line });
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

function unquoted(literal: string, line: number): string {
  return literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)/gs, (_, escape: string) => {
    const simple = ESCAPES[escape];
    if (simple !== undefined) return simple;
    const point = escape.length > 1 ? Number.parseInt(escape.slice(1), 16) : Number.NaN;
    if (!(point <= 0x10ffff)) throw new PythonDefect(line, `the escape \\${escape} in a string`);
    return String.fromCodePoint(point);
  });
}
