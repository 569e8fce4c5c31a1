import { TemplateDefect } from "./template-defect.ts";

export interface Token {
  /** `begin` and `end` of a tag or an output; the text between is split into the others. */
  readonly kind: "begin" | "end" | "name" | "string" | "number" | "sign";
  readonly text: string;
  readonly line: number;
}

const OPENINGS = /\{\{|\{%|\{#/g;
const BLANK = /\s+/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const STRING = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y;
const SIGN = /\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>=.,:|()[\]{}]/y;

/** Tokens of all tags and outputs of a template; the text around them is of no interest. @throws TemplateDefect */
export function templateTokens(template: string): Token[] {
  const tokens: Token[] = [];
  const lineOf = lineCounter(template);
  let at = 0;
  for (;;) {
    OPENINGS.lastIndex = at;
    const opening = OPENINGS.exec(template);
    if (opening === null) return tokens;
    const start = opening.index;
    if (opening[0] === "{#") {
      const end = template.indexOf("#}", start + 2);
      if (end === -1) throw new TemplateDefect(lineOf(start), "a comment without its end");
      at = end + 2;
    } else {
      at = readTag(template, start, opening[0], tokens, lineOf);
    }
  }
}

/** Reads one tag or output. @returns where it ends */
function readTag(
  template: string,
  start: number,
  opening: string,
  tokens: Token[],
  lineOf: (at: number) => number,
): number {
  const closing = opening === "{{" ? "}}" : "%}";
  let at = start + 2;
  if (/[-+]/.test(template[at] ?? "")) at += 1;
  tokens.push({ kind: "begin", text: opening, line: lineOf(start) });
  let depth = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(template)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < template.length) {
    if (take(BLANK) !== undefined) continue;
    const line = lineOf(at);
    const marked = /[-+]/.test(template[at] ?? "") ? 1 : 0;
    // A dict ends with `}` too: it is the output's end only where no bracket is open.
    if (depth === 0 && template.startsWith(closing, at + marked)) {
      at += marked + 2;
      tokens.push({ kind: "end", text: closing, line });
      return at;
    }
    const name = take(NAME);
    if (name !== undefined) {
      tokens.push({ kind: "name", text: name, line });
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      tokens.push({ kind: "number", text: number, line });
      continue;
    }
    const string = take(STRING);
    if (string !== undefined) {
      tokens.push({ kind: "string", text: unquoted(string), line });
      continue;
    }
    const sign = take(SIGN);
    if (sign === undefined) throw new TemplateDefect(line, `${JSON.stringify(template.slice(at, at + 8))} is no Jinja`);
    if ("([{".includes(sign)) depth += 1;
    if (")]}".includes(sign)) depth -= 1;
    tokens.push({ kind: "sign", text: sign, line });
  }
  throw new TemplateDefect(lineOf(start), `${opening} without its end`);
}

function unquoted(literal: string): string {
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };
  return literal.slice(1, -1).replace(/\\([\s\S])/g, (_, escape: string) => escapes[escape] ?? escape);
}

function lineCounter(template: string): (at: number) => number {
  const starts = [0];
  for (let at = template.indexOf("\n"); at !== -1; at = template.indexOf("\n", at + 1)) starts.push(at + 1);
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
