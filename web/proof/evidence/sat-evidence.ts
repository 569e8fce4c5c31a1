import type { PlantedFormula } from "../../../src/envs/sat/formula.ts";
import { parseAssignment } from "../../../src/envs/sat/parse-assignment.ts";
import { several, type Facts } from "./facts.ts";

const MOST_CLAUSES = 5;

/** The clauses that an assignment violates. */
export function satEvidence({ variables, literals, clauseSize }: PlantedFormula, extracted: string): Facts {
  const assignment = parseAssignment(extracted, variables);
  if (!assignment.valid) return [];
  const { values } = assignment;
  const clauses = Array.from({ length: literals.length / clauseSize }, (_, at) =>
    literals.slice(at * clauseSize, (at + 1) * clauseSize),
  );
  const violated = clauses.filter((clause) =>
    clause.every((literal) => values[Math.abs(literal)] !== Number(literal > 0)),
  );
  if (violated.length === 0) return [];
  const shown = violated.map((clause) => `(${clause.join(" or ")})`);
  return [["violated clauses", several(shown, MOST_CLAUSES)]];
}
