import type { Condition, Definition, Term } from "./task.ts";

const known = new WeakMap<object, ReadonlySet<string>>();

/** The quantities that a definition or a condition is made of. */
export function namesIn(part: Definition | Condition): ReadonlySet<string> {
  let names = known.get(part);
  if (names === undefined) known.set(part, (names = new Set("how" in part ? ofDefinition(part) : ofCondition(part))));
  return names;
}

function ofDefinition(definition: Definition): string[] {
  switch (definition.how) {
    case "value":
    case "total":
    case "peak":
      return ofTerm(definition.of);
    case "choice":
      return [...ofCondition(definition.when), ...ofTerm(definition.then), ...ofTerm(definition.otherwise)];
    case "twins":
    case "since":
    case "ahead":
      return [definition.of];
  }
}

function ofCondition(condition: Condition): string[] {
  if ("first" in condition) return [...ofCondition(condition.first), ...ofCondition(condition.second)];
  return "of" in condition ? ofTerm(condition.of) : [...ofTerm(condition.left), ...ofTerm(condition.right)];
}

function ofTerm(term: Term): string[] {
  if ("left" in term) return [...ofTerm(term.left), ...ofTerm(term.right)];
  return "of" in term ? [term.of] : [];
}
