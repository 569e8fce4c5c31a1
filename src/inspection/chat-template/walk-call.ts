import type { Analysis } from "./analysis.ts";
import { cut, requirePlain, seek } from "./text-rules.ts";
import { concatenated, FRESH, FROZEN, isPlain, join, PLAIN, type Kind } from "./kind.ts";
import type { Macro, Scope } from "./scope.ts";
import type { Expression } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** Functions of the server that take plain values and give plain values. */
const FUNCTIONS = new Set(["raise_exception", "strftime_now", "range"]);
const CUTTING = new Set(["strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "replace", "upper", "lower"]);
const SPLITTING = new Set(["split", "rsplit"]);
const TESTING = new Set(["startswith", "endswith"]);

/** What a call gives. */
export function callKind(call: Call, scope: Scope, analysis: Analysis): Kind {
  const { of, line } = call;
  if (of.kind === "attribute") return methodKind(call, of, scope, analysis);
  if (of.kind !== "name") throw new TemplateDefect(line, "a call of a value");
  const macro = scope.macros.get(of.name);
  if (macro !== undefined) return macroKind(macro, call, scope, analysis);
  const kinds = argumentKinds(call, scope, analysis);
  if (of.name === "raise_exception") return PLAIN;
  if (!FUNCTIONS.has(of.name)) throw new TemplateDefect(line, `a call of ${of.name}, which is not allowed`);
  for (const kind of kinds) requirePlain(kind, line, `an argument of ${of.name}`);
  return PLAIN;
}

function argumentKinds({ given }: Call, scope: Scope, analysis: Analysis): Kind[] {
  const all = [...given.positional, ...given.named.map(([, value]) => value)];
  return all.map((argument) => analysis.kindOf(argument, scope));
}

function methodKind(
  call: Call,
  method: Extract<Expression, { kind: "attribute" }>,
  scope: Scope,
  analysis: Analysis,
): Kind {
  const { line, given } = call;
  const { name } = method;
  if (method.of.kind === "name" && method.of.name === "loop") throw new TemplateDefect(line, `loop.${name}()`);
  const owner = analysis.kindOf(method.of, scope);
  const kinds = argumentKinds(call, scope, analysis);
  if (name === "get" && owner.of === "message") {
    const [key] = given.positional;
    const sought = key?.kind === "literal" && key.value !== "content" ? PLAIN : FRESH;
    return kinds.slice(1).reduce(join, sought);
  }
  if (name === "get" && owner.of === "question") return FROZEN;
  for (const kind of kinds) requirePlain(kind, line, `an argument of ${name}`);
  if (isPlain(owner)) return PLAIN;
  if (owner.of !== "question") throw new TemplateDefect(line, `.${name}() of ${owner.of}`);
  for (const argument of given.positional) {
    if (argument.kind === "list") for (const item of argument.items) seek(item, line);
    else seek(argument, line);
  }
  if (TESTING.has(name)) {
    if (owner.part !== "no") throw new TemplateDefect(line, `.${name}() of a single character`);
    const [argument] = given.positional;
    analysis.fact(line, argument?.kind === "list" ? argument.items.length : 1);
    return PLAIN;
  }
  if (CUTTING.has(name)) return cut(owner, line);
  if (SPLITTING.has(name)) return { of: "pieces", steps: cut(owner, line).steps };
  throw new TemplateDefect(line, `.${name}() of a message's text`);
}

/** A macro is looked at anew at every call, with what it is given there. */
function macroKind(macro: Macro, call: Call, scope: Scope, analysis: Analysis): Kind {
  const { line, given } = call;
  const { name, parameters, body } = macro.statement;
  if (scope.calling.includes(name)) throw new TemplateDefect(line, `the macro ${name} calls itself`);
  const unknown = given.named.find(([key]) => !parameters.some((parameter) => parameter.name === key))?.[0];
  if (given.positional.length > parameters.length || unknown !== undefined) {
    throw new TemplateDefect(line, `the macro ${name} is given more than it takes`);
  }
  // It sees the template's names, not the caller's; where both have one, it is taken for what is less free.
  const names = new Map(scope.names);
  for (const [key, kind] of macro.names) names.set(key, join(names.get(key) ?? PLAIN, kind));
  for (const [index, { name: key, value }] of parameters.entries()) {
    const argument = given.positional[index] ?? given.named.find(([named]) => named === key)?.[1] ?? value;
    names.set(key, argument === undefined ? PLAIN : analysis.kindOf(argument, scope));
  }
  let said: Kind = PLAIN;
  const put = (kind: Kind): void => {
    said = concatenated(said, kind);
  };
  const calling = [...scope.calling, name];
  analysis.walk(body, { ...scope, names, macros: new Map(scope.macros), calling, put });
  return said;
}
