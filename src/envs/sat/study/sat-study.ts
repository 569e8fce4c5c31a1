import { Random } from "../../../core/index.ts";
import type { Baseline, Question, Study } from "../../study.ts";
import type { PlantedFormula } from "../formula.ts";
import { clauseLines } from "../sat-prompt.ts";
import { dpll, propagateGreedily } from "./backtracking.ts";
import { majorityValues, randomValues, walk } from "./local-search.ts";
import { independentParts } from "./independent-parts.ts";
import { probWalk } from "./prob-walk.ts";
import { readClauses, type ReadFormula } from "./read-clauses.ts";
import type { Values } from "./search-state.ts";
import { formulaShape } from "./shape.ts";

/** Enough for nine formulas in ten of level 7. */
const MAX_CONFLICTS = 100_000;
/** Of the reported solver: enough on the lower levels only. */
const STRONG_CONFLICTS = 50;
/** Of ProbSAT, for the figures: the median of some walks, since one alone is luck. All that were seen end far earlier. */
const WALKS = 5;
const MAX_FLIPS = 1_000_000;

/**
 * A tenth of the steps by level, or a little more: of DPLL's assignments, on level 10 of ProbSAT's flips, which are the
 * fewer there (medians of 300 to 1,000 questions; the card's are of 60).
 */
const TENTHS: readonly number[] = [1, 1, 3, 7, 13, 33, 89, 238, 474, 770];

/** Tokens that a language model writes for one assignment of a search in words: the value, why, and what follows. */
const TOKENS_AN_ASSIGNMENT = 66;

/** How SAT is measured. */
export const satStudy: Study<PlantedFormula> = {
  oracle: ({ secret }) => tagged(secret.planted),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty answer", answer: () => "<answer></answer>" },
    { name: "unsatisfiable", answer: () => "<answer>UNSAT</answer>" },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    guess("all true", (formula) => new Uint8Array(formula.variables + 1).fill(1)),
    guess("all false", (formula) => new Uint8Array(formula.variables + 1)),
    guess("random", randomValues),
    guess("majority sign", majorityValues),
  ],
  shallow: [
    guess("majority sign and n flips", (formula, random) =>
      walk(formula, majorityValues(formula, random), formula.variables, random),
    ),
    guess("unit propagation, no backtracking", propagateGreedily),
    guess("WalkSAT, n flips", (formula, random) =>
      walk(formula, randomValues(formula, random), formula.variables, random),
    ),
    guess(
      "ProbSAT, a tenth of the steps",
      (formula, random, { params }) =>
        probWalk(formula, randomValues(formula, random), TENTHS[Number(params["level"]) - 1] ?? 0, random).values,
    ),
  ],
  strong: [
    guess("WalkSAT, 5n flips", (formula, random) =>
      walk(formula, randomValues(formula, random), 5 * formula.variables, random),
    ),
    guess(
      `DPLL, ${STRONG_CONFLICTS} conflicts`,
      (formula) => dpll(formula, STRONG_CONFLICTS).values ?? new Uint8Array(formula.variables + 1),
    ),
  ],
  answerLines: ({ secret }) => [{ text: secret.planted.join(" "), bits: secret.variables }],
  shape: ({ secret }) => formulaShape(secret),
  figures: ({ prompt, secret }) => ({
    ...searchCost(readClauses(prompt)),
    clauseCharacters: clauseLines(secret).length,
    promptCharacters: prompt.length,
  }),
};

/** What a search by hand costs: the formulas of a batch are searched one after the other, as anybody would. */
function searchCost(formula: ReadFormula): Readonly<Record<string, number>> {
  let conflicts = 0;
  let assignments = 0;
  for (const part of independentParts(formula)) {
    const found = dpll(part, MAX_CONFLICTS);
    conflicts += found.conflicts;
    assignments += found.assignments;
  }
  const flips = medianFlips(formula);
  return { conflicts, assignments, flips, estimatedTokens: assignments * TOKENS_AN_ASSIGNMENT };
}

/** What ProbSAT needs, all formulas of a batch together. */
function medianFlips(formula: ReadFormula): number {
  const random = Random.from("SAT, walks of the figures", formula.clauses.flat().join(" "));
  const needed = Array.from({ length: WALKS }, () => {
    return probWalk(formula, randomValues(formula, random), MAX_FLIPS, random).flips;
  });
  return needed.sort((a, b) => a - b)[(WALKS - 1) / 2] as number;
}

/** A baseline that reads the formula out of the prompt, as anybody could. */
function guess(name: string, values: (formula: ReadFormula, random: Random, question: Question) => Values): Baseline {
  return {
    name,
    answer(question, random) {
      const found = values(readClauses(question.prompt), random, question);
      return tagged(Array.from(found.subarray(1), (value, index) => (value === 1 ? index + 1 : -index - 1)));
    },
  };
}

function tagged(literals: readonly number[]): string {
  return `<answer>${literals.join(" ")}</answer>`;
}
