import type { Formula } from "./formula.ts";

/** A question with more variables or literals than this is not worth starting. */
const MAX_VARIABLES = 10_000;
const MAX_LITERALS = 200_000;

const CLAUSE_LINE = /^[[(]?[-+]?\d{1,6}(?:[ \t,;]+[-+]?\d{1,6})+[\])]?[,;]?$/;
const TOPIC = /satisf|clause|boolean|cnf|dimacs|\bsat\b/i;

/** "75 variables", "variables: 75", "x1 to x75". */
const COUNTS = [
  /(\d{1,6})\s+(?:boolean\s+)?variables/i,
  /variables\s*[:=]\s*(\d{1,6})/i,
  /x1\s*(?:to|,?\s*\.{2,3},?|…|-)\s*x(\d{1,6})/i,
];

/**
 * The formula in a text, found as a person would: the lines that hold nothing but two or more signed integers are
 * clauses, and a 0 ends a clause. There are as many variables as the largest number in a clause, or as the words say
 * where they say more (a variable may occur in no clause).
 *
 * @returns `null` when the text does not look like such a task, or is too large.
 */
export function readFormula(text: string): Formula | null {
  if (!TOPIC.test(text)) return null;
  const clauses: number[][] = [];
  let variableCount = 0;
  let literalCount = 0;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (!CLAUSE_LINE.test(trimmed)) continue;
    for (const clause of clausesOfLine(trimmed)) {
      literalCount += clause.length;
      for (const literal of clause) variableCount = Math.max(variableCount, Math.abs(literal));
      if (!isTautology(clause)) clauses.push(clause);
    }
    if (variableCount > MAX_VARIABLES || literalCount > MAX_LITERALS) return null;
  }
  return clauses.length === 0 ? null : { variableCount: Math.max(variableCount, statedCount(text)), clauses };
}

function statedCount(text: string): number {
  const stated = COUNTS.map((pattern) => Number(pattern.exec(text)?.[1] ?? 0));
  return Math.max(0, ...stated.filter((count) => count <= MAX_VARIABLES));
}

function clausesOfLine(line: string): number[][] {
  const clauses: number[][] = [];
  let clause = new Set<number>();
  for (const word of line.match(/[-+]?\d+/g) ?? []) {
    const literal = Number(word);
    if (literal !== 0) clause.add(literal);
    else if (clause.size > 0) {
      clauses.push([...clause]);
      clause = new Set();
    }
  }
  if (clause.size > 0) clauses.push([...clause]);
  return clauses;
}

function isTautology(clause: readonly number[]): boolean {
  return clause.some((literal) => clause.includes(-literal));
}
