import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFormula } from "./read-formula.ts";

const ask = (lines: string) => `Satisfy every clause.\n${lines}\nAnswer in tags.`;

describe("reading a formula", () => {
  test("default: lines of signed integers are clauses", () => {
    expect(readFormula(ask("1 -2 3\n-3 4 -5"))).toEqual({
      variableCount: 5,
      clauses: [
        [1, -2, 3],
        [-3, 4, -5],
      ],
    });
  });

  test.each([
    ["closing zeros", "1 -2 3 0\n-3 4 -5 0"],
    ["several in a line", "1 -2 3 0 -3 4 -5 0"],
    ["a DIMACS head and comments", "c one clause a line\np cnf 5 2\n1 -2 3 0\n-3 4 -5 0"],
    ["indents, tabs and line ends of Windows", "  1\t-2  3 \r\n\t-3 4 -5\r"],
    ["commas and brackets", "[1, -2, 3],\n[-3, 4, -5]"],
    ["blocks apart", "First block:\n1 -2 3\n\nSecond block:\n-3 4 -5"],
  ])("behavior: %s", (_, lines) => {
    expect(readFormula(ask(lines))).toEqual(readFormula(ask("1 -2 3\n-3 4 -5")));
  });

  test("behavior: words may name more variables than the clauses use", () => {
    expect(readFormula(`The variables are x1 to x9.\n${ask("1 -2 3")}`)?.variableCount).toBe(9);
    expect(readFormula(`Each of the 8 variables counts.\n${ask("1 -2 3")}`)?.variableCount).toBe(8);
    expect(readFormula(`There are 2 variables.\n${ask("1 -2 3")}`)?.variableCount).toBe(3);
  });

  test("behavior: a clause that is always true is left out, a doubled literal counts once", () => {
    expect(readFormula(ask("1 -1 2\n3 3 2"))).toEqual({ variableCount: 3, clauses: [[3, 2]] });
  });

  test("error: other tasks, no clauses and monstrous sizes are not recognised", () => {
    expect(readFormula("What does this program print?\n1 2 3\n4 5 6")).toBeNull();
    expect(readFormula(ask("no numbers"))).toBeNull();
    expect(readFormula(ask("1 -2 999999"))).toBeNull();
    expect(readFormula(ask("1 2 3\n".repeat(70_000)))).toBeNull();
  });

  test("behavior: never throws, whatever stands there", () => {
    const word = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom("clause", "\n", " 0\n", "-", "x1 to x"),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const formula = readFormula(ask(words.join(" ")));
        for (const literal of formula?.clauses.flat() ?? []) {
          expect(Math.abs(literal)).toBeGreaterThan(0);
          expect(Math.abs(literal)).toBeLessThanOrEqual(formula!.variableCount);
        }
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
