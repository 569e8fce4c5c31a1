import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TestRound } from "../../../src/mechanism/index.ts";
import { Evaluation } from "../../../src/mechanism/affine-v2/evaluation.ts";
import { alone, drawnTest, outcomeOf, play, withScores } from "../kit/drawn-test.ts";
import { Generator } from "../kit/generator.ts";
import { runs } from "../kit/tier.ts";

describe("monotone", () => {
  test("law: a better score never un-crowns and never delays a crown; an error never helps a challenger", () => {
    let crowned = 0;
    let several = 0;
    fc.assert(
      fc.property(drawnTest, fc.nat(), (input, seed) => {
        const generator = new Generator(seed);
        const better = input.rounds.map((round) =>
          withScores(round, (score) =>
            Math.min(1000 * input.terms.questions, score + generator.below(2) * generator.below(1001)),
          ),
        );
        // A failure, an error or silence past the deadline is a score of 0.
        const worse = input.rounds.map((round) =>
          withScores(round, (score) => (generator.below(30) === 0 ? 0 : score)),
        );
        const [low, middle, high] = [worse, input.rounds, better].map((rounds) =>
          outcomeOf(play({ ...input, rounds })),
        );
        // Scores can also show that a validator lies: whom it leaves out, and a frozen test, are other laws.
        const all = [low!, middle!, high!];
        fc.pre(all.every(({ state, excluded }) => state !== "frozen" && excluded.length === 0));
        if (low!.state === "candidate") expect(middle!.state).toBe("candidate");
        if (middle!.state !== "candidate") return;
        crowned += 1;
        if (input.rounds.at(-1)!.validators.length > 1) several += 1;
        expect(high!.state).toBe("candidate");
        expect(high!.rounds).toBeLessThanOrEqual(middle!.rounds);
      }),
      runs(80),
    );
    expect(crowned).toBeGreaterThan(3);
    expect(several).toBeGreaterThan(0);
  });

  test("law: a missing, late, invalid or doubled round is never better than the worst that could be recorded", () => {
    fc.assert(
      fc.property(
        drawnTest,
        fc.nat(159),
        fc.constantFrom("missing", "late", "invalid", "doubled"),
        (drawn, at, kind) => {
          const input = alone(drawn);
          const dropped = input.rounds.map((round, i): TestRound =>
            i === at ? { ...round, record: { kind } } : round,
          );
          const record = input.rounds[at]?.record;
          fc.pre(record?.kind === "answered" && record.champion !== null);
          const [kept, without] = [input.rounds, dropped].map((rounds) => play({ ...input, rounds }).evaluation);
          fc.pre(kept!.rounds === without!.rounds);
          for (const [j, sum] of kept!.crown.entries()) expect(without!.crown[j]).toBeLessThanOrEqual(sum);
        },
      ),
      runs(60),
    );
  });

  test("law: futility decides only after the crown has been looked at: it never raises P(crown), nor moves a crown", () => {
    let crowned = 0;
    fc.assert(
      fc.property(drawnTest, (input) => {
        const decided = outcomeOf(play(input));
        fc.pre(decided.excluded.length === 0 && decided.state !== "frozen");
        // The same looks without any stop.
        const evaluation = new Evaluation(input.terms);
        let crownedAt: number | null = null;
        for (const round of input.rounds) {
          if (crownedAt === null && evaluation.add(round) && evaluation.look().kind === "candidate") {
            crownedAt = evaluation.rounds;
          }
        }
        if (decided.state !== "candidate") return;
        crowned += 1;
        expect(crownedAt).toBe(decided.rounds);
      }),
      runs(80),
    );
    expect(crowned).toBeGreaterThan(3);
  });
});
