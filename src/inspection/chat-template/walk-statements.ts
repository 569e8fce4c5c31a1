import type { Analysis } from "./analysis.ts";
import { requirePlain, truth } from "./text-rules.ts";
import { concatenated, FROZEN, isPlain, join, MESSAGE, PLAIN, type Kind } from "./kind.ts";
import { inner, type Scope } from "./scope.ts";
import type { Expression, Statement, Target } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";

/** Goes through statements in order. @throws TemplateDefect at the first that could compute with a question */
export function walk(statements: readonly Statement[], scope: Scope, analysis: Analysis): void {
  for (const statement of statements) {
    analysis.step(statement.line);
    switch (statement.kind) {
      case "output":
        scope.put(asText(analysis.kindOf(statement.value, scope)));
        break;
      case "set":
        walkSet(statement, scope, analysis);
        break;
      case "capture": {
        let said: Kind = PLAIN;
        walk(statement.body, inner(scope, { put: (kind) => (said = concatenated(said, kind)) }), analysis);
        assign(statement.target, said, statement.line, scope, analysis);
        break;
      }
      case "if":
        walkIf(statement, scope, analysis);
        break;
      case "for":
        walkFor(statement, scope, analysis);
        break;
      case "macro":
        scope.macros.set(statement.name, { statement, names: scope.names });
        break;
    }
  }
}

function asText(kind: Kind): Kind {
  return isPlain(kind) || kind.of === "question" ? kind : FROZEN;
}

function walkSet({ target, value, line }: Extract<Statement, { kind: "set" }>, scope: Scope, analysis: Analysis): void {
  if (value.kind === "call" && value.of.kind === "name" && value.of.name === "namespace") {
    if (target.attribute !== undefined) throw new TemplateDefect(line, "a namespace in a namespace");
    const id = target.name;
    for (const [name, given] of value.given.named) {
      keep(id, name, analysis.kindOf(given, scope), line, analysis);
    }
    if (value.given.positional.length > 0) throw new TemplateDefect(line, "a namespace made of another");
    scope.names.set(target.name, { of: "namespace", id });
    return;
  }
  assign(target, analysis.kindOf(value, scope), line, scope, analysis);
}

function assign({ name, attribute }: Target, kind: Kind, line: number, scope: Scope, analysis: Analysis): void {
  if (attribute === undefined) {
    scope.names.set(name, kind);
    return;
  }
  const owner = scope.names.get(name);
  if (owner?.of !== "namespace")
    throw new TemplateDefect(line, `${name}.${attribute} is set, but ${name} is no namespace`);
  if (scope.inText && !scope.guarded) throw new TemplateDefect(line, "something kept of a loop over a text");
  keep(owner.id, attribute, kind, line, analysis);
}

/** What a namespace keeps comes round in loops: of a text only the whole of it, to be shown and not to be cut again. */
function keep(id: string, name: string, kind: Kind, line: number, analysis: Analysis): void {
  if (kind.of === "length") throw new TemplateDefect(line, "the length of a message's text is kept");
  if (kind.of === "messages" || isPlain(kind)) analysis.setAttribute(id, name, kind);
  else analysis.setAttribute(id, name, FROZEN);
}

function walkIf({ branches, otherwise }: Extract<Statement, { kind: "if" }>, scope: Scope, analysis: Analysis): void {
  const ends: Scope[] = [];
  for (const { test, body } of branches) {
    truth(analysis.kindOf(test, scope), test.line, analysis);
    const branch = inner(scope, { guarded: scope.guarded || isGuard(test, scope) });
    walk(body, branch, analysis);
    ends.push(branch);
  }
  const last = inner(scope);
  walk(otherwise, last, analysis);
  ends.push(last);
  for (const { names, macros } of ends) {
    for (const [name, macro] of macros) scope.macros.set(name, macro);
    for (const name of names.keys()) {
      const kinds = ends.map((end) => end.names.get(name) ?? PLAIN);
      scope.names.set(name, kinds.reduce(join));
    }
  }
}

/** True of parts of a message only (`item.type == "text"`, `"text" in item`): no character passes. */
function isGuard(test: Expression, scope: Scope): boolean {
  const isPart = (of: Expression): boolean => {
    const kind = of.kind === "name" ? scope.names.get(of.name) : undefined;
    return kind?.of === "question" && kind.part === "is";
  };
  if (test.kind !== "binary") return false;
  const { operator, left, right } = test;
  if (operator === "or") return isGuard(left, scope) && isGuard(right, scope);
  if (operator === "and") return isGuard(left, scope) || isGuard(right, scope);
  if (operator === "==")
    return left.kind === "attribute" && isPart(left.of) && right.kind === "literal" && typeof right.value === "string";
  return operator === "in" && left.kind === "literal" && isPart(right);
}

function walkFor(statement: Extract<Statement, { kind: "for" }>, scope: Scope, analysis: Analysis): void {
  const { iterable, names, line, condition, body, otherwise } = statement;
  const over = analysis.kindOf(iterable, scope);
  const overText = over.of === "question";
  if (overText) {
    if (scope.inText) throw new TemplateDefect(line, "a loop over a text inside a loop over a text");
    analysis.fact(line);
  } else if (over.of !== "messages" && !isPlain(over)) {
    throw new TemplateDefect(line, `a loop over ${over.of === "pieces" ? "the pieces of a split text" : over.of}`);
  }
  if (names.length > 1) requirePlain(over, line, "pairs to go through");
  const item: Kind = overText ? { ...over, part: "is" } : over.of === "messages" ? MESSAGE : PLAIN;
  // What characters became together is a text again.
  const put = (kind: Kind): void => scope.put(overText && kind.of === "question" ? { ...kind, part: "no" } : kind);
  const round = inner(scope, { inText: scope.inText || overText, guarded: overText ? false : scope.guarded, put });
  for (const name of names) round.names.set(name, item);
  if (condition !== undefined) truth(analysis.kindOf(condition, round), line, analysis);
  walk(body, round, analysis);
  walk(otherwise, inner(scope), analysis);
}
