import { describe, expect, test } from "vitest";
import { Random } from "../../core/index.ts";
import { complete } from "./complete.ts";
import type { Budget } from "./task-skill.ts";

type Clause = [number, number, number];

/** A planted formula with balanced signs after the recipe of SAT: `variables` each, `blocks` of them. */
function plant(random: Random, variables: number, blocks: number): Clause[] {
  return Array.from({ length: blocks }, (_, block) => plantBlock(random, variables, block * variables)).flat();
}

function plantBlock(random: Random, variables: number, offset: number): Clause[] {
  for (;;) {
    const secret = Array.from({ length: variables }, () => random.chance(1, 2));
    const right: number[] = [];
    const wrong: number[] = [];
    for (let variable = 1; variable <= variables; variable += 1) {
      const half = variable % 5 < 2 ? 6 : 5;
      const literal = (offset + variable) * (secret[variable - 1] === true ? 1 : -1);
      for (let each = 0; each < half; each += 1) {
        right.push(literal);
        wrong.push(-literal);
      }
    }
    random.shuffle(right);
    random.shuffle(wrong);
    const count = Math.floor((right.length * 2) / 3);
    const three = Math.floor((73 * count) / 1000);
    const shape = Array.from({ length: count }, (_, index) => (index < three ? 3 : index < count / 2 - three ? 2 : 1));
    const clauses = shape.map((good) =>
      Array.from({ length: 3 }, (_, place) => (place < good ? right.pop() : wrong.pop())),
    );
    const sound = clauses.filter(
      (clause) => !clause.includes(undefined) && new Set(clause.map((literal) => Math.abs(literal ?? 0))).size === 3,
    );
    if (sound.length > count * 0.8) return sound as Clause[];
  }
}

function ask(clauses: readonly Clause[]): string {
  const lines = clauses.map((clause) => clause.join(" "));
  return `Find an assignment that satisfies every clause. A solution exists.\n\n${lines.join("\n")}\n\nAnswer in tags.`;
}

function solved(clauses: readonly Clause[], text: string): boolean {
  const answer = /<answer>([^<]*)<\/answer>/.exec(text)?.[1] ?? "";
  const literals = new Set(answer.split(" ").map(Number));
  return clauses.every((clause) => clause.some((literal) => literals.has(literal)));
}

function successes(budget: Budget, questions: readonly Clause[][]): number {
  return questions.filter((clauses, seed) =>
    solved(clauses, complete(budget, [{ role: "user", content: ask(clauses) }], { seed })),
  ).length;
}

const strength = (solver: Budget["solver"], flipsPerVariable = 0, mistakeThousandths = 0): Budget => ({
  solver,
  flipsPerVariable,
  mistakeThousandths,
});

describe("solvers of satisfiability", () => {
  const random = Random.from("test/strength", 1);
  const questions = Array.from({ length: 40 }, () => plant(random, 50, 2));

  test("default: more thought solves more", () => {
    const ladder = [
      strength("random"),
      strength("walksat", 5),
      strength("walksat", 60),
      strength("walksat", 1000),
      strength("full"),
    ].map((budget) => successes(budget, questions));
    expect(ladder).toEqual([...ladder].sort((a, b) => a - b));
    expect(new Set(ladder).size).toBeGreaterThanOrEqual(4);
    expect(ladder[0]).toBe(0);
    expect(ladder.at(-1)).toBe(40);
  });

  test("behavior: the majority sign says nothing where signs are balanced", () => {
    expect(successes(strength("majority"), questions)).toBe(0);
  });

  test("behavior: mistakes spoil the stated share of the answers", () => {
    expect(successes(strength("full", 0, 1000), questions)).toBe(0);
    const half = successes(strength("full", 0, 500), questions);
    expect(half).toBeGreaterThan(8);
    expect(half).toBeLessThan(32);
  });

  test("behavior: the full solver solves the hardest level", () => {
    const hardest = Array.from({ length: 5 }, () => plant(random, 150, 1));
    expect(successes(strength("full"), hardest)).toBe(5);
  });
});
