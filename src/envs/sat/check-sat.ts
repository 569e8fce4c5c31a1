import type { Verdict } from "../verdict.ts";
import { extractTagged } from "../extract/index.ts";
import { countUnsatisfied, type PlantedFormula } from "./formula.ts";
import { parseAssignment } from "./parse-assignment.ts";

/** 1000 for any assignment that satisfies every clause, 0 with a reason for everything else. */
export function checkSat(formula: PlantedFormula, completion: unknown): Verdict {
  const clauses = formula.literals.length / formula.clauseSize;
  const size = { variables: formula.variables, clauses };
  const extraction = extractTagged(completion, "answer");
  if (!extraction.found) return { thousandths: 0, reason: extraction.reason, extracted: null, metrics: size };
  const extracted = extraction.answer;
  const assignment = parseAssignment(extracted, formula.variables);
  if (!assignment.valid) return { thousandths: 0, reason: assignment.reason, extracted, metrics: size };
  const unsatisfied = countUnsatisfied(formula, assignment.values);
  const metrics = { ...size, unsatisfied };
  if (unsatisfied > 0) return { thousandths: 0, reason: "unsatisfied_clauses", extracted, metrics };
  return { thousandths: 1000, reason: "correct", extracted, metrics };
}
