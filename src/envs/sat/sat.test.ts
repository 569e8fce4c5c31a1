import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AffineError, Random } from "../../core/index.ts";
import { balancedFormula } from "./balanced-formula.ts";
import { truthCounts } from "./clause-shape.ts";
import { countUnsatisfied, type PlantedFormula } from "./formula.ts";
import { parseAssignment } from "./parse-assignment.ts";
import { SAT_LEVELS } from "./sat-levels.ts";
import { satEnvironment } from "./sat.ts";
import { readClauses } from "./study/read-clauses.ts";

const at = (level: number, seed: string) => satEnvironment.generate({ level }, seed);
const answer = (formula: PlantedFormula) => `<answer>${formula.planted.join(" ")}</answer>`;
const reason = async (secret: PlantedFormula, completion: unknown) =>
  (await satEnvironment.check(secret, completion)).reason;

function clausesOf({ literals, clauseSize }: PlantedFormula): number[][] {
  return Array.from({ length: literals.length / clauseSize }, (_, clause) =>
    literals.slice(clause * clauseSize, (clause + 1) * clauseSize),
  );
}

describe("generate", () => {
  test.each(SAT_LEVELS)("behavior: level $level is balanced as designed", ({ level, variables, batch, clauses }) => {
    for (let seed = 0; seed < 5; seed += 1) {
      const { secret } = at(level, `balance-${seed}`);
      expect(secret.variables).toBe(variables * batch);
      const all = clausesOf(secret);
      expect(all.length).toBe(clauses * batch);
      expect(new Set(all.map((clause) => [...clause].sort().join())).size).toBe(all.length);
      const truths = { one: 0, two: 0, three: 0 };
      const occurrences = new Map<number, number>();
      for (const clause of all) {
        expect(new Set(clause.map(Math.abs)).size).toBe(3);
        // No clause joins two formulas of a batch.
        expect(new Set(clause.map((literal) => Math.floor((Math.abs(literal) - 1) / variables))).size).toBe(1);
        const held = clause.filter((literal) => secret.planted[Math.abs(literal) - 1] === literal).length;
        truths[(["one", "two", "three"] as const)[held - 1]!] += 1;
        for (const literal of clause) occurrences.set(literal, (occurrences.get(literal) ?? 0) + 1);
      }
      const { one, two, three } = truthCounts(clauses);
      expect(truths).toEqual({ one: one * batch, two: two * batch, three: three * batch });
      let twelves = 0;
      for (let variable = 1; variable <= secret.variables; variable += 1) {
        expect(occurrences.get(variable)).toBe(occurrences.get(-variable));
        expect([5, 6]).toContain(occurrences.get(variable));
        if (occurrences.get(variable) === 6) twelves += 1;
      }
      expect(twelves).toBe((batch * (3 * clauses - 10 * variables)) / 2);
    }
  });

  test("behavior: the prompt holds the whole formula and nothing of the secret", () => {
    const { prompt, messages, secret } = at(8, "prompt");
    expect(messages).toEqual([{ role: "user", content: prompt }]);
    expect(readClauses(prompt)).toEqual({ variables: 130, clauses: clausesOf(secret) });
    expect(prompt).not.toContain(secret.planted.slice(0, 16).join(" "));
  });

  test("behavior: neighbouring seeds, levels and attempts share nothing", () => {
    const lines = ["1", "2", "3"].flatMap((seed) => [8, 9].map((level) => at(level, seed).secret.literals.join(" ")));
    expect(new Set(lines).size).toBe(6);
    const plants = ["1", "2", "3", "4"].map((seed) => at(10, seed).secret.planted);
    for (const [index, plant] of plants.entries()) {
      const agreeing = plant.filter((literal, place) => literal === plants[(index + 1) % 4]![place]).length;
      expect(agreeing).toBeGreaterThan(40);
      expect(agreeing).toBeLessThan(110);
    }
  });

  test("behavior: a formula too small to be repaired is refused, not repaired for ever", () => {
    expect(balancedFormula(3, 10, Random.from("small"))).toBeNull();
  });

  test("behavior: the original's terms make a uniform planted formula", async () => {
    const params = satEnvironment.normalizeParams({ variables: 20, clauseSize: 4, clauses: 60 });
    const { secret } = satEnvironment.generate(params, "study");
    expect([secret.variables, secret.clauseSize, secret.literals.length]).toEqual([20, 4, 240]);
    for (const clause of clausesOf(secret)) expect(new Set(clause.map(Math.abs)).size).toBe(4);
    expect(await reason(secret, answer(secret))).toBe("correct");
  });

  test("behavior: defaults of the parameters", () => {
    expect(satEnvironment.normalizeParams(undefined)).toEqual({ level: 5 });
    expect(satEnvironment.normalizeParams({})).toEqual({ level: 5 });
    expect(satEnvironment.normalizeParams({ variables: 50 })).toEqual({ variables: 50, clauseSize: 3, clauses: 213 });
  });

  test("error: unknown levels and parameters out of range", () => {
    const wrong: unknown[] = [
      { level: 0 },
      { level: 11 },
      { level: "5" },
      { level: 1.5 },
      { level: 5, variables: 9 },
      { variables: 2 },
      { variables: 501 },
      { variables: 5, clauseSize: 6 },
      { clauses: 5001 },
      { color: "red" },
      { variables: 9, color: "red" },
      [],
      "level 5",
      5,
      JSON.parse('{"__proto__":{"level":5},"variables":"x"}'),
    ];
    for (const params of wrong) {
      try {
        satEnvironment.normalizeParams(params);
        expect.unreachable(JSON.stringify(params));
      } catch (thrown) {
        expect(AffineError.isInstance(thrown) && thrown.code, JSON.stringify(params)).toBe("environment_params");
      }
    }
  });
});

describe("check", () => {
  const small: PlantedFormula = { variables: 3, clauseSize: 3, literals: [1, 2, 3, -1, -2, 3], planted: [1, -2, 3] };

  test("default", async () => {
    const { secret } = at(7, "check");
    expect(await satEnvironment.check(secret, answer(secret))).toEqual({
      score: 1,
      thousandths: 1000,
      reason: "correct",
      extracted: secret.planted.join(" "),
      metrics: { variables: 100, clauses: 360, unsatisfied: 0 },
    });
  });

  test("behavior: any satisfying assignment is right, in either form", async () => {
    const right = [
      "1 -2 3",
      "-1 2 -3 0",
      "3,1;-2",
      "\n 1\t-2\r\n3 ",
      "x1=True, x2=False, x3=true",
      "X1 = T; x2 = f, x3=1 0",
      "x3=0\nx2=1\nx1=0",
      "+1 x2=FALSE +3",
    ];
    for (const text of right) expect(await reason(small, `<answer>${text}</answer>`), text).toBe("correct");
  });

  test("behavior: every zero says why", async () => {
    const wrong: [text: string, why: string][] = [
      ["1 2 -3", "unsatisfied_clauses"],
      ["", "missing_variables"],
      ["1 -2", "missing_variables"],
      ["0", "missing_variables"],
      ["1 -2 0 3", "text_after_end"],
      ["1 -2 3 0 0", "text_after_end"],
      ["1 -2 3 -3", "repeated_variable"],
      ["1 1 -2 3", "repeated_variable"],
      ["1 -2 3 4", "unknown_variable"],
      ["1 -2 -0", "unknown_variable"],
      ["x0=1 1 -2 3", "unknown_variable"],
      ["1 -2 99999999999999999999", "bad_token"],
      ["1 -2 03", "bad_token"],
      ["1 -2 3.0", "bad_token"],
      ["1 -2 3e0", "bad_token"],
      ["1 -2 3 and so on", "bad_token"],
      ["1 - 2 3", "bad_token"],
      ["1 -x2=True 3", "bad_token"],
      ["1-2 3", "bad_token"],
      ["x1=maybe", "bad_value"],
      ["x1", "missing_variables"],
      ["x1=", "bad_value"],
      ["x1=truetrue", "bad_value"],
      ["UNSAT", "claimed_unsatisfiable"],
      [" Unsatisfiable\n", "claimed_unsatisfiable"],
      ["1 -2 ３", "forbidden_character"],
    ];
    for (const [text, why] of wrong) expect(await reason(small, `<answer>${text}</answer>`), text).toBe(why);
    expect(await reason(small, null)).toBe("not_text");
    expect(await reason(small, "1 -2 3")).toBe("no_answer");
  });

  test("behavior: echoing the prompt scores nothing", async () => {
    for (const { level } of SAT_LEVELS) {
      const { prompt, secret } = at(level, "echo");
      expect((await satEnvironment.check(secret, prompt)).thousandths).toBe(0);
    }
  });

  test("behavior: one wrong value of a right answer is judged clause by clause", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 129 }), fc.integer({ min: 0, max: 20 }), (flipped, seed) => {
        const { secret } = at(8, `flip-${seed}`);
        const literals = secret.planted.map((literal, index) => (index === flipped ? -literal : literal));
        const parsed = parseAssignment(literals.join(" "), 130);
        const wrong = clausesOf(secret).filter(
          (clause) => !clause.some((literal) => literals.includes(literal)),
        ).length;
        expect(parsed.valid && countUnsatisfied(secret, parsed.values)).toBe(wrong);
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});
