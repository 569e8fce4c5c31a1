import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Random } from "../../../core/index.ts";
import { FastRandom } from "../fast-random.ts";
import { searchWithLearning } from "./clause-learning.ts";
import { brokenClauses, type Formula } from "./formula.ts";

const VARIABLES = 7;
const literal = fc.tuple(fc.integer({ min: 1, max: VARIABLES }), fc.constantFrom(1, -1)).map(([v, sign]) => v * sign);
const clause = fc.uniqueArray(literal, { minLength: 1, maxLength: 3, selector: Math.abs });
const formula = fc
  .array(clause, { minLength: 1, maxLength: 45 })
  .map((clauses): Formula => ({ variableCount: VARIABLES, clauses }));

const luck = (seed: number) => new FastRandom(Random.from("test/learning", seed));

function hasSolution(candidate: Formula): boolean {
  return Array.from({ length: 2 ** VARIABLES }, (_, bits) =>
    Uint8Array.from({ length: VARIABLES }, (__, variable) => (bits >> variable) & 1),
  ).some((assignment) => brokenClauses(candidate, assignment) === 0);
}

describe("complete search", () => {
  test("behavior: finds a solution exactly where there is one", () => {
    fc.assert(
      fc.property(formula, fc.nat(), (candidate, seed) => {
        const found = searchWithLearning(candidate, luck(seed), 1_000_000);
        if (found === null) expect(hasSolution(candidate)).toBe(false);
        else expect(brokenClauses(candidate, found)).toBe(0);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  test("behavior: proves that seven pigeons do not fit into six holes", () => {
    const holes = 6;
    const at = (pigeon: number, hole: number) => pigeon * holes + hole + 1;
    const pigeons = Array.from({ length: holes + 1 }, (_, pigeon) => pigeon);
    const clauses = pigeons.map((pigeon) => Array.from({ length: holes }, (_, hole) => at(pigeon, hole)));
    for (const one of pigeons) {
      for (const other of pigeons.slice(one + 1)) {
        for (let hole = 0; hole < holes; hole += 1) clauses.push([-at(one, hole), -at(other, hole)]);
      }
    }
    const roomy: Formula = { variableCount: pigeons.length * holes, clauses: clauses.slice(1) };
    expect(searchWithLearning({ ...roomy, clauses }, luck(1), 4_000_000)).toBeNull();
    expect(brokenClauses(roomy, searchWithLearning(roomy, luck(1), 4_000_000) ?? new Uint8Array())).toBe(0);
  });

  test("behavior: gives up at the limit of its steps", () => {
    const easy: Formula = { variableCount: 30, clauses: Array.from({ length: 29 }, (_, v) => [v + 1, v + 2]) };
    expect(searchWithLearning(easy, luck(1), 1_000)).not.toBeNull();
    expect(searchWithLearning(easy, luck(1), 0)).toBeNull();
  });
});
