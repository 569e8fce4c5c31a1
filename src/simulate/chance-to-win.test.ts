import { describe, expect, test } from "vitest";
import { chanceToWin, type KnownScores } from "./chance-to-win.ts";

const of = (n: number, ...percents: number[]): KnownScores[] =>
  percents.map((percent) => ({ n, sumThousandths: Math.round(10 * percent * n) }));

const ask = (challenger: KnownScores[], tests = 12) =>
  chanceToWin({ champion: of(5000, 60, 50, 40), challenger, tests, seed: "1" });

describe("chanceToWin", () => {
  test("default: a model that is clearly better wins, one that is clearly worse does not", () => {
    const better = ask(of(2000, 75, 65, 55));
    expect(better.meanBp).toBe(10_000);
    expect(better.roundsToCrown).toBeGreaterThan(0);
    expect(better.roundsToCrown).toBeLessThan(2000);
    expect(ask(of(2000, 50, 40, 30))).toMatchObject({ meanBp: 0, roundsToCrown: null });
  });

  test("behavior: an exact copy does not win; few answers leave much open", () => {
    expect(ask(of(100_000, 60, 50, 40)).meanBp).toBe(0);
    const vague = ask(of(20, 60, 50, 40), 24);
    expect(vague.meanBp).toBeGreaterThan(0);
    expect(vague.meanBp).toBeLessThan(10_000);
  });

  test("law: the same question has the same answer", () => {
    expect(ask(of(50, 62, 52, 42), 6)).toEqual(ask(of(50, 62, 52, 42), 6));
  });
});
