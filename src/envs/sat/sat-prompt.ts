import type { Formula } from "./formula.ts";

/** The question in words. It holds no answer in tags, so that echoing it scores nothing. */
export function satPrompt(formula: Formula): string {
  return `Below is a Boolean formula over the variables x1 to x${formula.variables}. Find values for the variables that satisfy every clause. A solution exists.

Each line is one clause, written as in DIMACS files: the number v means that variable v is true, -v that variable v is false. A clause is satisfied when at least one of its numbers holds.

${clauseLines(formula)}

Give a value to each of the ${formula.variables} variables exactly once. Write your answer as signed numbers separated by blanks, v where variable v is true and -v where it is false, in order of the variables, between an opening <answer> tag and a closing </answer> tag. Only the last such answer counts.`;
}

/** One clause a line, in DIMACS style without the closing 0. */
export function clauseLines({ literals, clauseSize }: Formula): string {
  let text = "";
  for (let at = 0; at < literals.length; at += 1) {
    if (at > 0) text += at % clauseSize === 0 ? "\n" : " ";
    text += String(literals[at]);
  }
  return text;
}
