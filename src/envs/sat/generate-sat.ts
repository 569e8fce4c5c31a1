import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { balancedFormula } from "./balanced-formula.ts";
import type { PlantedFormula } from "./formula.ts";
import { SAT_LEVELS } from "./sat-levels.ts";
import type { SatCustom } from "./sat-params.ts";
import { satPrompt } from "./sat-prompt.ts";
import { uniformFormula } from "./uniform-formula.ts";

/** A question from a level or the original's terms; `null` when the draft has to be drawn again. */
export function generateSat(params: { level: number } | SatCustom, random: Random): Generated<PlantedFormula> | null {
  const secret = "level" in params ? formulaOfLevel(params.level, random) : uniformFormula(params, random);
  if (secret === null) return null;
  const prompt = satPrompt(secret);
  return { prompt, messages: [{ role: "user", content: prompt }], secret };
}

/** The independent formulas of a level as one, each with variables of its own. */
function formulaOfLevel(level: number, random: Random): PlantedFormula | null {
  const shape = SAT_LEVELS.find((known) => known.level === level);
  if (shape === undefined) return null;
  const literals: number[] = [];
  const planted: number[] = [];
  for (let part = 0; part < shape.batch; part += 1) {
    const formula = balancedFormula(shape.variables, shape.clauses, random);
    if (formula === null || shape.batch === 1) return formula;
    const offset = part * shape.variables;
    for (const literal of formula.literals) literals.push(shift(literal, offset));
    for (const literal of formula.planted) planted.push(shift(literal, offset));
  }
  return { variables: shape.variables * shape.batch, clauseSize: 3, literals, planted };
}

function shift(literal: number, offset: number): number {
  return literal > 0 ? literal + offset : literal - offset;
}
