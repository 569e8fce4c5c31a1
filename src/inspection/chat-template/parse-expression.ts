import type { Expression, Given } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";
import type { TokenReader } from "./token-reader.ts";

/** Deeper nesting than any template has; keeps hostile ones off the stack. */
const MAX_DEPTH = 60;

/** Binary operators from the loosest to the tightest, as Jinja's parser has them. */
const LEVELS: readonly (readonly string[])[] = [["~"], ["+", "-"], ["*", "/", "//", "%"]];
const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="];

/** Reads one expression. @throws TemplateDefect */
export function parseExpression(reader: TokenReader, depth = 0): Expression {
  if (depth > MAX_DEPTH) throw new TemplateDefect(reader.line, "expressions nested too deeply");
  const value = parseOr(reader, depth + 1);
  if (!reader.at("name", "if")) return value;
  const { line } = reader.expect("name", "if");
  const test = parseOr(reader, depth + 1);
  const otherwise = reader.skip("name", "else") ? parseExpression(reader, depth + 1) : undefined;
  return { kind: "choice", line, test, then: value, otherwise };
}

/** An expression without a trailing `if`: what a loop goes over. */
export function parseOr(reader: TokenReader, depth: number): Expression {
  return parseChain(reader, "or", () => parseChain(reader, "and", () => parseNot(reader, depth + 1)));
}

function parseChain(reader: TokenReader, word: string, part: () => Expression): Expression {
  let left = part();
  while (reader.at("name", word)) {
    const { line } = reader.expect("name", word);
    left = { kind: "binary", line, operator: word, left, right: part() };
  }
  return left;
}

function parseNot(reader: TokenReader, depth: number): Expression {
  if (depth > MAX_DEPTH) throw new TemplateDefect(reader.line, "expressions nested too deeply");
  if (!reader.at("name", "not")) return parseComparison(reader, depth);
  const { line } = reader.expect("name", "not");
  return { kind: "not", line, of: parseNot(reader, depth + 1) };
}

function parseComparison(reader: TokenReader, depth: number): Expression {
  let left = parseLevel(reader, 0, depth);
  for (;;) {
    const { line } = reader;
    if (reader.at("sign", ...COMPARISONS)) {
      const operator = reader.expect("sign").text;
      left = { kind: "binary", line, operator, left, right: parseLevel(reader, 0, depth) };
    } else if (reader.skip("name", "in")) {
      left = { kind: "binary", line, operator: "in", left, right: parseLevel(reader, 0, depth) };
    } else if (reader.at("name", "not") && reader.peek(1)?.text === "in") {
      reader.expect("name", "not");
      reader.expect("name", "in");
      const inside: Expression = { kind: "binary", line, operator: "in", left, right: parseLevel(reader, 0, depth) };
      left = { kind: "not", line, of: inside };
    } else {
      return left;
    }
  }
}

function parseLevel(reader: TokenReader, level: number, depth: number): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return parseUnary(reader, depth);
  let left = parseLevel(reader, level + 1, depth);
  while (reader.at("sign", ...operators)) {
    const { text: operator, line } = reader.expect("sign");
    left = { kind: "binary", line, operator, left, right: parseLevel(reader, level + 1, depth) };
  }
  return left;
}

function parseUnary(reader: TokenReader, depth: number): Expression {
  if (depth > MAX_DEPTH) throw new TemplateDefect(reader.line, "expressions nested too deeply");
  const { line } = reader;
  if (reader.skip("sign", "-")) {
    const of = parseUnary(reader, depth + 1);
    if (of.kind !== "literal" || typeof of.value !== "number")
      throw new TemplateDefect(line, "a minus before no number");
    return { kind: "literal", line, value: -of.value };
  }
  return parsePostfix(reader, parsePrimary(reader, depth), depth);
}

function parsePrimary(reader: TokenReader, depth: number): Expression {
  const { line } = reader;
  if (reader.at("string")) {
    let value = "";
    while (reader.at("string")) value += reader.expect("string").text;
    return { kind: "literal", line, value };
  }
  if (reader.at("number")) return { kind: "literal", line, value: Number(reader.expect("number").text) };
  if (reader.skip("sign", "(")) return parseParentheses(reader, line, depth);
  if (reader.skip("sign", "[")) return { kind: "list", line, items: parseItems(reader, "]", depth) };
  if (reader.skip("sign", "{")) return parseDict(reader, line, depth);
  const { text } = reader.expect("name");
  switch (text) {
    case "true":
    case "True":
      return { kind: "literal", line, value: true };
    case "false":
    case "False":
      return { kind: "literal", line, value: false };
    case "none":
    case "None":
      return { kind: "literal", line, value: null };
    default:
      return { kind: "name", line, name: text };
  }
}

function parseParentheses(reader: TokenReader, line: number, depth: number): Expression {
  if (reader.skip("sign", ")")) return { kind: "list", line, items: [] };
  const first = parseExpression(reader, depth + 1);
  if (reader.skip("sign", ")")) return first;
  reader.expect("sign", ",");
  return { kind: "list", line, items: [first, ...parseItems(reader, ")", depth)] };
}

function parseItems(reader: TokenReader, closing: string, depth: number): Expression[] {
  const items: Expression[] = [];
  while (!reader.skip("sign", closing)) {
    items.push(parseExpression(reader, depth + 1));
    if (!reader.at("sign", closing)) reader.expect("sign", ",");
  }
  return items;
}

function parseDict(reader: TokenReader, line: number, depth: number): Expression {
  const entries: (readonly [Expression, Expression])[] = [];
  while (!reader.skip("sign", "}")) {
    const key = parseExpression(reader, depth + 1);
    reader.expect("sign", ":");
    entries.push([key, parseExpression(reader, depth + 1)]);
    if (!reader.at("sign", "}")) reader.expect("sign", ",");
  }
  return { kind: "dict", line, entries };
}

function parsePostfix(reader: TokenReader, start: Expression, depth: number): Expression {
  let value = start;
  for (;;) {
    const { line } = reader;
    if (reader.skip("sign", ".") && reader.at("number")) {
      // `parts.0` is another spelling of `parts[0]`.
      const index: Expression = { kind: "literal", line, value: Number(reader.expect("number").text) };
      value = { kind: "item", line, of: value, index };
    } else if (reader.peek(-1)?.text === "." && reader.peek(-1)?.kind === "sign") {
      value = { kind: "attribute", line, of: value, name: reader.expect("name").text };
    } else if (reader.skip("sign", "[")) {
      value = parseSubscript(reader, value, line, depth);
    } else if (reader.skip("sign", "(")) {
      value = { kind: "call", line, of: value, given: parseGiven(reader, depth) };
    } else if (reader.skip("sign", "|")) {
      const name = reader.expect("name").text;
      const given = reader.skip("sign", "(") ? parseGiven(reader, depth) : NOTHING;
      value = { kind: "filter", line, of: value, name, given };
    } else if (reader.at("name", "is")) {
      value = parseTest(reader, value, depth);
    } else {
      return value;
    }
  }
}

const NOTHING: Given = { positional: [], named: [] };

function parseSubscript(reader: TokenReader, of: Expression, line: number, depth: number): Expression {
  const bounds: Expression[] = [];
  let colons = 0;
  while (!reader.at("sign", "]")) {
    if (reader.skip("sign", ":")) colons += 1;
    else bounds.push(parseExpression(reader, depth + 1));
  }
  reader.expect("sign", "]");
  if (colons > 0) return { kind: "slice", line, of, bounds };
  const [index, ...more] = bounds;
  if (index === undefined || more.length > 0) throw new TemplateDefect(line, "a subscript of no single value");
  if (index.kind === "literal" && typeof index.value === "string") {
    return { kind: "attribute", line, of, name: index.value };
  }
  return { kind: "item", line, of, index };
}

function parseGiven(reader: TokenReader, depth: number): Given {
  const positional: Expression[] = [];
  const named: (readonly [string, Expression])[] = [];
  while (!reader.skip("sign", ")")) {
    if (reader.at("name") && reader.peek(1)?.kind === "sign" && reader.peek(1)?.text === "=") {
      const name = reader.expect("name").text;
      reader.expect("sign", "=");
      named.push([name, parseExpression(reader, depth + 1)]);
    } else {
      positional.push(parseExpression(reader, depth + 1));
    }
    if (!reader.at("sign", ")")) reader.expect("sign", ",");
  }
  return { positional, named };
}

/** `is defined`, `is not string`, `is divisibleby(2)`; the argument without parentheses is not read. */
function parseTest(reader: TokenReader, of: Expression, depth: number): Expression {
  const { line } = reader.expect("name", "is");
  const negated = reader.skip("name", "not");
  const name = reader.expect("name").text;
  const given = reader.skip("sign", "(") ? parseGiven(reader, depth) : NOTHING;
  const test: Expression = { kind: "test", line, of, name: name.toLowerCase(), given };
  return negated ? { kind: "not", line, of: test } : test;
}
