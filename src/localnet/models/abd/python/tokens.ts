/** A word, number, text or sign of a program, or where a line ends, a block begins or ends. */
export interface Token {
  readonly kind: "number" | "name" | "text" | "sign" | "newline" | "indent" | "dedent" | "end";
  readonly text: string;
}

/** The text is no program of the part of Python that is understood here. */
export class Unreadable extends Error {}

const NUMBER = /\d+/y;
const NAME = /[A-Za-z_]\w*/y;
const TEXT = /"[^"\\\n]*"|'[^'\\\n]*'/y;
const SIGN = /\/\/=|\/\/|[-+*%^|&<>=!]=|[-+*%^|&<>=()[\]{},:.]/y;

/** Splits a program into tokens. @throws Unreadable */
export function tokensOf(program: string): Token[] {
  const tokens: Token[] = [];
  const indents = [0];
  let depth = 0;
  for (const line of program.split("\n")) {
    const content = line.trimStart();
    if (content === "" || content.startsWith("#")) continue;
    if (depth === 0) markIndent(line.length - content.length, indents, tokens);
    for (const token of tokensOfLine(line)) {
      if (token.kind === "sign" && "([{".includes(token.text)) depth += 1;
      if (token.kind === "sign" && ")]}".includes(token.text)) depth -= 1;
      tokens.push(token);
    }
    if (depth === 0) tokens.push({ kind: "newline", text: "" });
  }
  markIndent(0, indents, tokens);
  return [...tokens, { kind: "end", text: "" }];
}

function markIndent(width: number, indents: number[], tokens: Token[]): void {
  if (width > (indents.at(-1) ?? 0)) {
    indents.push(width);
    tokens.push({ kind: "indent", text: "" });
  }
  while (width < (indents.at(-1) ?? 0)) {
    indents.pop();
    tokens.push({ kind: "dedent", text: "" });
  }
  if (width !== indents.at(-1)) throw new Unreadable("A line is indented like none before it.");
}

function* tokensOfLine(line: string): Generator<Token> {
  let at = 0;
  while (at < line.length) {
    if (line[at] === " " || line[at] === "\t" || line[at] === "\r") {
      at += 1;
      continue;
    }
    if (line[at] === "#") return;
    const token = tokenAt(line, at);
    if (token === null) throw new Unreadable(`${line.slice(at, at + 10)} is no word of the language.`);
    at += token.text.length;
    yield token.kind === "text" ? { kind: "text", text: token.text.slice(1, -1) } : token;
  }
}

function tokenAt(line: string, at: number): Token | null {
  const patterns = { number: NUMBER, name: NAME, text: TEXT, sign: SIGN } as const;
  for (const kind of ["number", "name", "text", "sign"] as const) {
    const pattern = patterns[kind];
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found !== null) return { kind, text: found[0] };
  }
  return null;
}
