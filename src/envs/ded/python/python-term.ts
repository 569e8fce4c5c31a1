import type { Comparison, Condition, Term } from "../task/task.ts";

const COMPARED: Readonly<Record<Comparison, string>> = {
  greater: ">",
  atLeast: ">=",
  less: "<",
  atMost: "<=",
  equal: "==",
  different: "!=",
};

/** A term in Python, of the item `i`. */
export function pythonTerm(term: Term): string {
  if (!("left" in term)) {
    switch (term.op) {
      case "own":
        return `${term.of}[i]`;
      case "before":
        return `(${term.of}[i - 1] if i else ${term.first})`;
      case "place":
        return "(i + 1)";
      case "number":
        return String(term.value);
    }
  }
  const [left, right] = [pythonTerm(term.left), pythonTerm(term.right)];
  switch (term.op) {
    case "plus":
      return `(${left} + ${right})`;
    case "minus":
      return `(${left} - ${right})`;
    case "times":
      return `${left} * ${right}`;
    case "remainder":
      return `${left} % ${right}`;
    case "quotient":
      return `${left} // ${right}`;
    case "gap":
      return `abs(${left} - ${right})`;
    case "larger":
      return `max(${left}, ${right})`;
    case "smaller":
      return `min(${left}, ${right})`;
  }
}

/** A condition in Python, of the item `i`. */
export function pythonCondition(condition: Condition): string {
  if ("first" in condition) {
    const word = condition.test === "both" ? "and" : "or";
    return `(${pythonCondition(condition.first)} ${word} ${pythonCondition(condition.second)})`;
  }
  if ("divisor" in condition) {
    return `${pythonTerm(condition.of)} % ${condition.divisor} ${condition.test === "multiple" ? "==" : "!="} 0`;
  }
  return `${pythonTerm(condition.left)} ${COMPARED[condition.test]} ${pythonTerm(condition.right)}`;
}
