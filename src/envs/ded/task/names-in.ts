import type { Condition, Definition, Goal, Limit, Term } from "./task.ts";

const known = new WeakMap<object, ReadonlySet<string>>();

/** The quantities that a definition or a condition is made of. */
export function namesIn(part: Definition | Condition): ReadonlySet<string> {
  let names = known.get(part);
  if (names === undefined) known.set(part, (names = new Set("how" in part ? ofDefinition(part) : ofCondition(part))));
  return names;
}

/** The quantities and marks that a goal looks at. */
export function namesInGoal(goal: Goal): ReadonlySet<string> {
  let names = known.get(goal);
  if (names === undefined) known.set(goal, (names = new Set(ofGoal(goal))));
  return names;
}

function ofGoal(goal: Goal): string[] {
  switch (goal.goal) {
    case "stretch":
      return goal.limits.flatMap(ofLimit);
    case "pair":
      return [goal.earlier, goal.later, ...(goal.gain === null ? [] : [goal.gain.earlier, goal.gain.later])];
    case "group":
      return [goal.by, goal.of];
    case "chain":
      return [goal.earlier, goal.later];
    case "line":
      return [goal.first.of, goal.second.of, goal.total];
    case "tally":
    case "choose":
    case "cut":
      return [goal.of];
  }
}

function ofLimit(limit: Limit): string[] {
  if (limit.limit === "balance") return [limit.first, limit.second];
  return ["of" in limit ? limit.of : limit.mark];
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
