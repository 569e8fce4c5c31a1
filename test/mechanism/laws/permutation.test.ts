import fc from "fast-check";
import { expect, test } from "vitest";
import { V2_CONSTANTS, type TestRound } from "../../../src/mechanism/index.ts";
import { drawnTest, outcomeOf, play } from "../kit/drawn-test.ts";
import { Generator } from "../kit/generator.ts";
import { runs } from "../kit/tier.ts";

const { checkRounds } = V2_CONSTANTS;

function shuffled(rounds: readonly TestRound[], generator: Generator): TestRound[] {
  const block = [...rounds];
  for (let i = block.length - 1; i > 0; i -= 1) {
    const j = generator.below(i + 1);
    [block[i], block[j]] = [block[j]!, block[i]!];
  }
  return block;
}

test("law: the order of answered rounds between two looks is no matter, until a validator is left out", () => {
  // A validator left out shifts the looks of the others' rounds, so that from there on the order is that of the record.
  fc.assert(
    fc.property(drawnTest, fc.nat(), (input, seed) => {
      const answered = input.rounds.filter(({ record }) => record.kind === "answered" && record.champion !== null);
      const whole = answered.slice(0, answered.length - (answered.length % checkRounds));
      const generator = new Generator(seed);
      const lists = input.rounds.map(({ validators }) => validators);
      const longest = lists.reduce((a, b) => (b.length > a.length ? b : a));
      const numbered = (rounds: readonly TestRound[]): TestRound[] =>
        rounds.map((round, i) => ({ ...round, round: i, block: i, validators: longest }));
      const blocks = Array.from({ length: whole.length / checkRounds }, (_, i) =>
        whole.slice(checkRounds * i, checkRounds * (i + 1)),
      );
      const [ordered, other] = [whole, blocks.flatMap((block) => shuffled(block, generator))].map((rounds) =>
        outcomeOf(play({ ...input, rounds: numbered(rounds) })),
      );
      fc.pre(ordered!.excluded.length === 0);
      expect(other).toEqual(ordered);
    }),
    runs(60),
  );
});

test("law: a list of validators in another order decides the same", () => {
  fc.assert(
    fc.property(drawnTest, (input) => {
      const reversed = new Map(input.rounds.map(({ validators }) => [validators, [...validators].reverse()]));
      const rounds = input.rounds.map((round) => ({ ...round, validators: reversed.get(round.validators)! }));
      expect(outcomeOf(play({ ...input, rounds }))).toEqual(outcomeOf(play(input)));
    }),
    runs(60),
  );
});
