import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testTerms, V2_CONSTANTS, type TestRound } from "../../../src/mechanism/index.ts";
import { Evaluation } from "../../../src/mechanism/affine-v2/evaluation.ts";
import { logRow, SUM_BOUND } from "../../../src/mechanism/affine-v2/table.ts";
import { drawnTest, outcomeOf, play } from "../kit/drawn-test.ts";
import { Generator } from "../kit/generator.ts";
import { decidePlainly } from "../kit/plain-decision.ts";
import { FULL, runs } from "../kit/tier.ts";

describe("the decision is what its description says", () => {
  test("law: equals the decision written plainly in BigInt and summed anew at every look, all sums included", () => {
    const seen = new Map<string, number>();
    const count = (what: string): unknown => seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(drawnTest, (input) => {
        const outcome = outcomeOf(play(input));
        count(outcome.state);
        if (outcome.excluded.length > 0) count("excluded");
        expect(outcome).toEqual(decidePlainly(input.terms, input.rounds));
      }),
      runs(20, 900),
    );
    for (const state of ["open", "candidate", "stopped"]) expect([state, seen.has(state)]).toEqual([state, true]);
    if (FULL) expect(seen.get("excluded")).toBeGreaterThan(5);
  });

  test("behavior: what was shown before a validator's first round had been shown without it", () => {
    // Were an arrival to open latches that had been closed, whoever arrives late could undo a test.
    const two = ["v0", "v1"].map((hotkey) => ({ hotkey, share: 5000 }));
    const three = ["v0", "v1", "v2"].map((hotkey, i) => ({ hotkey, share: i === 0 ? 3334 : 3333 }));
    const rounds = Array.from({ length: 140 }, (_, round): TestRound => {
      const before = round < 120;
      const difference = before ? (round % 3 === 0 ? 1 : 0) : round === 120 ? 0 : -1;
      return {
        round,
        block: round,
        validator: round === 120 ? "v2" : `v${round % 2}`,
        validators: before ? two : three,
        record: { kind: "answered", champion: [difference < 0 ? 1000 : 0], challenger: [difference > 0 ? 1000 : 0] },
      };
    });
    const terms = testTerms({
      champion: { sumThousandths: [0], answers: 0 },
      crownedBlock: 0,
      block: 0,
      anchorsBp: [],
    });
    const evaluation = new Evaluation({ ...terms, environments: 1, deltaBp: [200], floorBp: [null] });
    for (const round of rounds) if (evaluation.add(round)) evaluation.look();
    expect(evaluation.latchesWithoutCoalition).toMatchObject({ superiority: true, mean: true });
  });
});

describe("doubles hold the sums exactly", () => {
  const styles: Record<string, (generator: Generator) => [champion: number, challenger: number]> = {
    "always the worst": () => [1000, 0],
    "always the best": () => [0, 1000],
    "right or wrong": (generator) => [1000 * generator.below(2), 1000 * generator.below(2)],
    "partial credit": (generator) => [generator.below(1001), generator.below(1001)],
  };
  test.each(Object.keys(styles))("law: 20,000 rounds in eight environments equal BigInt sums: %s", (style) => {
    const envs = Array.from({ length: 8 }, (_, env) => env);
    const terms = testTerms({
      champion: { sumThousandths: envs.map(() => 600_000), answers: 1000 },
      crownedBlock: 0,
      block: 0,
      anchorsBp: envs.map(() => 6000),
    });
    const evaluation = new Evaluation(terms);
    const generator = new Generator(7);
    const exact = { crown: new Array<bigint>(26 * 6).fill(0n), futility: new Array<bigint>(18 * 6).fill(0n) };
    const add = (sums: bigint[], stream: number, steps: number, environments: number): void => {
      logRow(steps, environments).forEach((entry, j) => (sums[6 * stream + j]! += BigInt(entry)));
    };
    const [eps, delta, floor] = [terms.epsBp, terms.deltaBp[0]!, terms.floorBp[0]!];
    for (let round = 0; round < V2_CONSTANTS.maxRounds; round += 1) {
      const scores = envs.map(() => styles[style]!(generator));
      evaluation.add({
        round,
        block: round,
        validator: "v0",
        validators: [{ hotkey: "v0", share: 10_000 }],
        record: { kind: "answered", champion: scores.map(([c]) => c), challenger: scores.map(([, x]) => x) },
      });
      const total = scores.reduce((sum, [c, x]) => sum + x - c, 0);
      add(exact.crown, 0, 20 * total - 16 * eps, 8);
      add(exact.crown, 1, 20 * total, 8);
      add(exact.futility, 0, 600 - 20 * total, 8);
      add(exact.futility, 1, 16 * (eps + 150) - 20 * total, 8);
      for (const [env, [c, x]] of scores.entries()) {
        add(exact.crown, 2 + 3 * env, 20 * (x - c) - 2 * eps, 1);
        add(exact.crown, 3 + 3 * env, 20 * (x - c) + 2 * delta, 1);
        add(exact.crown, 4 + 3 * env, 20 * x - 2 * floor, 1);
        add(exact.futility, 2 + 2 * env, 2 * (eps + 300) - 20 * (x - c), 1);
        add(exact.futility, 3 + 2 * env, -delta - 20 * (x - c), 1);
      }
    }
    expect([...evaluation.crown].map(BigInt)).toEqual(exact.crown);
    expect([...evaluation.futility].map(BigInt)).toEqual(exact.futility);
    for (const sum of [...exact.crown, ...exact.futility]) {
      expect(Number(sum) < SUM_BOUND && -Number(sum) < SUM_BOUND).toBe(true);
    }
  });
});
