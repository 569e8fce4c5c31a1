import type { Analysis } from "./analysis.ts";
import { requirePlain, truth } from "./text-rules.ts";
import { callKind } from "./walk-call.ts";
import { comparisonKind } from "./walk-comparison.ts";
import { filterKind } from "./walk-filter.ts";
import { concatenated, FRESH, FROZEN, isPlain, join, MESSAGE, MESSAGES, PLAIN, type Kind } from "./kind.ts";
import type { Scope } from "./scope.ts";
import type { Expression } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";

/** Attributes of `loop` that say where in it one is. */
const LOOP = new Set(["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"]);
/** Tests about what kind of thing a value is: a question is always a text, so they tell nothing of it. */
const SHAPE_TESTS = new Set([
  "defined",
  "undefined",
  "none",
  "string",
  "mapping",
  "iterable",
  "sequence",
  "true",
  "false",
  "boolean",
  "number",
  "integer",
]);

/** What an expression may hold of the question. @throws TemplateDefect where it could compute with it */
export function kindOf(expression: Expression, scope: Scope, analysis: Analysis): Kind {
  analysis.step(expression.line);
  return analysis.within(expression.line, () => lookAt(expression, scope, analysis));
}

function lookAt(expression: Expression, scope: Scope, analysis: Analysis): Kind {
  const of = (inside: Expression): Kind => kindOf(inside, scope, analysis);
  switch (expression.kind) {
    case "literal":
      return PLAIN;
    case "name":
      return nameKind(expression.name, expression.line, scope);
    case "list":
      return collected(expression.items.map(of));
    case "dict":
      return collected(expression.entries.flatMap(([key, value]) => [of(key), of(value)]));
    case "attribute":
      return attributeKind(expression, scope, analysis);
    case "item":
      return itemKind(expression, of(expression.of), of(expression.index));
    case "slice": {
      const sliced = of(expression.of);
      for (const bound of expression.bounds) requirePlain(of(bound), bound.line, "a bound of a slice");
      if (sliced.of === "messages" || isPlain(sliced)) return sliced;
      throw new TemplateDefect(expression.line, "a slice of a message's text");
    }
    case "call":
      return callKind(expression, scope, analysis);
    case "filter":
      return filterKind(expression, of(expression.of), { of, analysis });
    case "test": {
      const tested = of(expression.of);
      for (const given of expression.given.positional) requirePlain(of(given), given.line, "an argument of a test");
      if (isPlain(tested) || SHAPE_TESTS.has(expression.name)) return PLAIN;
      throw new TemplateDefect(expression.line, `the test ${expression.name} of a message's text`);
    }
    case "not":
      truth(of(expression.of), expression.line, analysis);
      return PLAIN;
    case "choice": {
      truth(of(expression.test), expression.line, analysis);
      return join(of(expression.then), expression.otherwise === undefined ? PLAIN : of(expression.otherwise));
    }
    case "binary":
      return binaryKind(expression, scope, analysis);
  }
}

function nameKind(name: string, line: number, scope: Scope): Kind {
  const known = scope.names.get(name);
  if (known !== undefined) return known;
  if (scope.macros.has(name)) throw new TemplateDefect(line, `the macro ${name} as a value`);
  if (name === "loop") throw new TemplateDefect(line, "loop as a value");
  // Anything else is what the server gives: flags, tokens, tools, never the question.
  return name === "messages" ? MESSAGES : PLAIN;
}

function collected(kinds: readonly Kind[]): Kind {
  return kinds.every(isPlain) ? PLAIN : FROZEN;
}

function attributeKind(
  { of, name, line }: Extract<Expression, { kind: "attribute" }>,
  scope: Scope,
  analysis: Analysis,
): Kind {
  if (of.kind === "name" && of.name === "loop" && !scope.names.has("loop")) {
    if (scope.inText ? name === "first" || name === "last" : LOOP.has(name)) return PLAIN;
    if (!scope.inText && (name === "previtem" || name === "nextitem")) return MESSAGE;
    throw new TemplateDefect(line, `loop.${name}${scope.inText ? " in a loop over a text" : ""}`);
  }
  const whole = kindOf(of, scope, analysis);
  switch (whole.of) {
    case "plain":
      return PLAIN;
    case "message":
      // Messages of a question have a role and a content; anything else is not there.
      return name === "content" ? FRESH : PLAIN;
    case "question":
      // Of a part of a message; a text has no attributes.
      return { ...whole, part: "no" };
    case "namespace":
      return analysis.attribute(whole.id, name);
    case "messages":
    case "pieces":
    case "length":
      throw new TemplateDefect(line, `.${name} of ${whole.of}`);
  }
}

function itemKind({ line, index }: Extract<Expression, { kind: "item" }>, whole: Kind, at: Kind): Kind {
  requirePlain(at, line, "a subscript");
  const small = index.kind === "literal" && typeof index.value === "number" && Math.abs(index.value) <= 2;
  switch (whole.of) {
    case "plain":
      return PLAIN;
    case "messages":
      return MESSAGE;
    case "message":
      return FRESH;
    case "pieces":
      if (small) return { of: "question", steps: whole.steps, part: "no" };
      throw new TemplateDefect(line, "a piece of a split text that is not one of the first or last");
    case "question":
      // The first part of a list of parts; of a text it is a character.
      if (small) return { ...whole, part: "is" };
      throw new TemplateDefect(line, "a character of a message's text");
    case "length":
    case "namespace":
      throw new TemplateDefect(line, `a subscript of ${whole.of}`);
  }
}

function binaryKind(expression: Extract<Expression, { kind: "binary" }>, scope: Scope, analysis: Analysis): Kind {
  const { operator, line } = expression;
  const left = kindOf(expression.left, scope, analysis);
  const right = kindOf(expression.right, scope, analysis);
  switch (operator) {
    case "and":
    case "or":
      truth(left, line, analysis);
      return join(left, right);
    case "+":
    case "~":
      if (left.of === "messages" || right.of === "messages") {
        const other = left.of === "messages" ? right : left;
        if (other.of === "messages" || other.of === "plain") return MESSAGES;
      }
      return concatenated(left, right);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "in":
      return comparisonKind(expression, left, right, analysis);
    default:
      requirePlain(left, line, `an operand of ${operator}`);
      requirePlain(right, line, `an operand of ${operator}`);
      return PLAIN;
  }
}
