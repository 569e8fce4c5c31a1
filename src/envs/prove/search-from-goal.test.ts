import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { chainForward } from "./chain-forward.ts";
import { drawTheory } from "./draw-theory.ts";
import { checkProof } from "./kernel.ts";
import { PROVE_LEVELS } from "./prove-levels.ts";
import { searchFromGoal } from "./search-from-goal.ts";
import { factKey, type Fact, type Theory } from "./theory.ts";

/** `above(X, Z)` from `above(X, Y)` and `on(Y, Z)`, or from `on(X, Z)` twice over. */
const tower: Theory = {
  relations: ["on", "above"],
  constants: ["a", "b", "c", "d"],
  facts: [
    [0, 0, 1],
    [0, 1, 2],
    [0, 2, 3],
  ],
  rules: [
    { head: [1, 0, 2], body: [[1, 0, 1], [0, 1, 2]] }, // prettier-ignore
    { head: [1, 0, 1], body: [[0, 0, 1], [0, 0, 1]] }, // prettier-ignore
  ],
};

function faultOf(theory: Theory, goal: Fact, proof: readonly Fact[]): unknown {
  const lines = proof.map(
    ([relation, first, second]) =>
      [theory.relations[relation], theory.constants[first], theory.constants[second]] as [string, string, string],
  );
  return checkProof(theory, goal, lines);
}

describe("searchFromGoal", () => {
  test("default: proves what follows, and nothing else", () => {
    const { proof, steps } = searchFromGoal(tower, [1, 0, 1]);
    expect(proof).toEqual([[1, 0, 1]]);
    expect(steps).toBeLessThan(6);
    expect(searchFromGoal(tower, [1, 1, 0]).proof).toEqual([]);
    expect(searchFromGoal(tower, [0, 1, 0])).toEqual({ proof: [], steps: 1 });
  });

  test("behavior: with fewer steps than it needs it has no proof, with as many it has", () => {
    const goal: Fact = [1, 0, 1];
    const { steps } = searchFromGoal(tower, goal);
    expect(searchFromGoal(tower, goal, steps).proof).toEqual([goal]);
    expect(searchFromGoal(tower, goal, steps - 1).proof).toEqual([]);
  });

  test("behavior: in drawn theories the kernel takes every proof, what does not follow has none, and few are missed", () => {
    let asked = 0;
    let missed = 0;
    for (const level of PROVE_LEVELS.slice(0, 5)) {
      const random = Random.from("search from the goal", level.level);
      const { theory } = drawTheory(level, random);
      const { derived } = chainForward(theory, theory.rules, { facts: 3_000 });
      for (let tried = 0; tried < 60; tried += 1) {
        const any = (below: number): number => random.below(below);
        const goal: Fact = [any(theory.relations.length), any(theory.constants.length), any(theory.constants.length)];
        const { proof } = searchFromGoal(theory, goal);
        if (!derived.has(factKey(theory, goal))) expect(proof).toEqual([]);
        else if (theory.facts.every((fact) => factKey(theory, fact) !== factKey(theory, goal))) {
          asked += 1;
          if (proof.length === 0) missed += 1;
          else expect(faultOf(theory, goal, proof)).toBeNull();
        }
      }
    }
    expect(asked).toBeGreaterThan(20);
    expect(missed).toBeLessThan(asked / 5);
  });
});
