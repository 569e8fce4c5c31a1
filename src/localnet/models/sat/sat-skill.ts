import type { Random } from "../../../core/index.ts";
import { FastRandom } from "../fast-random.ts";
import type { Solver } from "../model-config.ts";
import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { type Assignment, brokenClauses, type Formula } from "./formula.ts";
import { readFormula } from "./read-formula.ts";
import { slip } from "./slip.ts";
import { solve } from "./solve.ts";

/** Satisfiability: find values of the variables that make every clause true. */
export const satSkill: TaskSkill = {
  name: "SAT",
  recognises: (prompt: Prompt) => readFormula(prompt.question) !== null,
  answer(prompt: Prompt, random: Random, budget: Budget): string {
    const formula = readFormula(prompt.question);
    if (formula === null) return "I see no clauses in this.";
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const found = solve(formula, new FastRandom(random), budget);
    const broken = brokenClauses(formula, found);
    return write(formula, budget.solver, slips ? slip(formula, found, random) : found, broken);
  },
};

const METHODS: Record<Solver, string> = {
  random: "I toss a coin for every variable",
  majority: "I give every variable the sign in which it occurs more often",
  walksat: "I start anywhere and keep flipping a variable of a broken clause",
  full: "I take the clauses apart, walk at length and, where that fails, search completely",
};

function write(formula: Formula, solver: Solver, assignment: Assignment, broken: number): string {
  const outcome =
    broken === 0 ? "Every clause holds." : `${broken} of the clauses still fail; this is the best I have found.`;
  const values = Array.from(assignment, (value, index) => (value === 1 ? index + 1 : -(index + 1)));
  return [
    `There are ${formula.clauses.length} clauses over ${formula.variableCount} variables.`,
    `${METHODS[solver]}. ${outcome}`,
    `<answer>${values.join(" ")}</answer>`,
  ].join("\n");
}
