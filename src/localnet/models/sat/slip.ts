import type { Random } from "../../../core/index.ts";
import { type Assignment, type Formula, holds } from "./formula.ts";

/** Spoils an assignment as a slip of the pen does: one clause, read wrongly, ends up false. */
export function slip(formula: Formula, assignment: Assignment, random: Random): Assignment {
  const spoilt = assignment.slice();
  for (const literal of random.pick(formula.clauses)) {
    if (holds(spoilt, literal)) spoilt[Math.abs(literal) - 1] = literal > 0 ? 0 : 1;
  }
  return spoilt;
}
