import { parseExpression, parseOr } from "./parse-expression.ts";
import type { Expression, Statement, Target } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";
import { TokenReader } from "./token-reader.ts";
import { templateTokens } from "./tokens.ts";

const MAX_NESTING = 40;

/** The statements of a template, without its text. @throws TemplateDefect for what is not read, with the line */
export function parseTemplate(template: string): Statement[] {
  const reader = new TokenReader(templateTokens(template));
  const statements = parseBody(reader, [], 0);
  if (!reader.done) throw new TemplateDefect(reader.line, "a tag that ends nothing");
  return statements;
}

/** Statements up to one of these tags, which is left to be read: its `begin` and name. */
function parseBody(reader: TokenReader, endings: readonly string[], depth: number): Statement[] {
  if (depth > MAX_NESTING) throw new TemplateDefect(reader.line, "tags nested too deeply");
  const statements: Statement[] = [];
  while (!reader.done) {
    if (reader.at("begin", "{{")) {
      const { line } = reader.expect("begin");
      if (reader.at("end")) throw new TemplateDefect(line, "an output of nothing");
      statements.push({ kind: "output", line, value: parseExpression(reader) });
      reader.expect("end");
      continue;
    }
    if (endings.includes(reader.peek(1)?.text ?? "")) return statements;
    reader.expect("begin", "{%");
    statements.push(...parseTag(reader, depth));
  }
  if (endings.length > 0) throw new TemplateDefect(reader.line, `no ${endings.at(-1) ?? ""} before the end`);
  return statements;
}

function parseTag(reader: TokenReader, depth: number): readonly Statement[] {
  const { text, line } = reader.expect("name");
  switch (text) {
    case "set":
      return [parseSet(reader, line, depth)];
    case "if":
      return [parseIf(reader, line, depth)];
    case "for":
      return [parseFor(reader, line, depth)];
    case "macro":
      return [parseMacro(reader, line, depth)];
    case "break":
    case "continue":
      reader.expect("end");
      return [];
    case "generation": {
      // Marks what the model itself said, for training.
      reader.expect("end");
      const body = parseBody(reader, ["endgeneration"], depth + 1);
      closeTag(reader, "endgeneration");
      return body;
    }
    default:
      throw new TemplateDefect(line, `the tag ${text}, which is not allowed`);
  }
}

function closeTag(reader: TokenReader, name: string): void {
  reader.expect("begin", "{%");
  reader.expect("name", name);
  // `endmacro name` repeats the name.
  if (name === "endmacro" && reader.at("name")) reader.expect("name");
  reader.expect("end");
}

function parseSet(reader: TokenReader, line: number, depth: number): Statement {
  const name = reader.expect("name").text;
  const attribute = reader.skip("sign", ".") ? reader.expect("name").text : undefined;
  const target: Target = { name, ...(attribute === undefined ? {} : { attribute }) };
  if (reader.skip("sign", "=")) {
    const value = parseExpression(reader);
    reader.expect("end");
    return { kind: "set", line, target, value };
  }
  reader.expect("end");
  const body = parseBody(reader, ["endset"], depth + 1);
  closeTag(reader, "endset");
  return { kind: "capture", line, target, body };
}

function parseIf(reader: TokenReader, line: number, depth: number): Statement {
  const branches: { test: Expression; body: Statement[] }[] = [];
  const branch = (): void => {
    const test = parseExpression(reader);
    reader.expect("end");
    branches.push({ test, body: parseBody(reader, ["elif", "else", "endif"], depth + 1) });
  };
  branch();
  for (;;) {
    reader.expect("begin", "{%");
    const { text } = reader.expect("name", "elif", "else", "endif");
    if (text === "elif") {
      branch();
      continue;
    }
    reader.expect("end");
    if (text === "endif") return { kind: "if", line, branches, otherwise: [] };
    const otherwise = parseBody(reader, ["endif"], depth + 1);
    closeTag(reader, "endif");
    return { kind: "if", line, branches, otherwise };
  }
}

function parseFor(reader: TokenReader, line: number, depth: number): Statement {
  const names = [reader.expect("name").text];
  while (reader.skip("sign", ",")) names.push(reader.expect("name").text);
  reader.expect("name", "in");
  const iterable = parseOr(reader, 0);
  const condition = reader.skip("name", "if") ? parseExpression(reader) : undefined;
  if (reader.at("name", "recursive")) throw new TemplateDefect(line, "a recursive loop");
  reader.expect("end");
  const body = parseBody(reader, ["else", "endfor"], depth + 1);
  let otherwise: Statement[] = [];
  if (reader.peek(1)?.text === "else") {
    closeTag(reader, "else");
    otherwise = parseBody(reader, ["endfor"], depth + 1);
  }
  closeTag(reader, "endfor");
  return { kind: "for", line, names, iterable, condition, body, otherwise };
}

function parseMacro(reader: TokenReader, line: number, depth: number): Statement {
  const name = reader.expect("name").text;
  const parameters: { name: string; value: Expression | undefined }[] = [];
  reader.expect("sign", "(");
  while (!reader.skip("sign", ")")) {
    const parameter = reader.expect("name").text;
    parameters.push({ name: parameter, value: reader.skip("sign", "=") ? parseExpression(reader) : undefined });
    if (!reader.at("sign", ")")) reader.expect("sign", ",");
  }
  reader.expect("end");
  const body = parseBody(reader, ["endmacro"], depth + 1);
  closeTag(reader, "endmacro");
  return { kind: "macro", line, name, parameters, body };
}
