import { describe, expect, test } from "vitest";
import { makeChallenge } from "../challenge-from-id.ts";
import { dimacsOf, idInDimacs, readSolverOutput } from "./dimacs.ts";
import { satEnvironment } from "./sat.ts";

const question = makeChallenge(satEnvironment, { params: { level: 3 }, seed: "dimacs" });
const { secret } = satEnvironment.generate(question.params, question.seed);
const completionOf = (output: string): string => {
  const said = readSolverOutput(output);
  if (!said.read) throw new Error(said.why);
  return said.completion;
};

describe("dimacsOf", () => {
  test("default: id, header, the clauses of the prompt with their closing 0", () => {
    const text = dimacsOf(question.id, secret);
    const lines = text.trimEnd().split("\n");
    expect(lines[0]).toBe(`c challenge_id ${question.id}`);
    expect(lines[1]).toBe("p cnf 16 56");
    const clauses = question.prompt.split("\n").filter((line) => /^-?\d/.test(line));
    expect(lines.slice(2)).toEqual(clauses.map((clause) => `${clause} 0`));
    expect(idInDimacs(text)).toBe(question.id);
  });

  test("behavior: variables without a clause are counted, clauses of other sizes kept", () => {
    const formula = { variables: 9, clauseSize: 2, literals: [1, -2, 3, 4] };
    expect(dimacsOf("id", formula)).toBe("c challenge_id id\np cnf 9 2\n1 -2 0\n3 4 0\n");
  });

  test("error: a text without an id", () => {
    expect(idInDimacs("p cnf 1 1\n1 0\n")).toBeNull();
    expect(idInDimacs("x c challenge_id a\n")).toBeNull();
  });
});

describe("readSolverOutput", () => {
  const planted = secret.planted;
  const half = planted.length / 2;

  test.each([
    ["one line of values", `s SATISFIABLE\nv ${planted.join(" ")} 0\n`],
    ["several", `c a\ns SATISFIABLE\nv ${planted.slice(0, half).join(" ")}\nv ${planted.slice(half).join(" ")}\nv 0\n`],
    ["CRLF and blanks", `s SATISFIABLE \r\nv  ${planted.join("  ")} 0 \r\nc end\r\n`],
    ["MiniSat's file", `SAT\n${planted.join(" ")} 0\n`],
    ["no status", `v ${planted.join(" ")} 0`],
    ["no closing 0", `v ${planted.join(" ")}`],
  ])("default: %s, judged as right", async (_, output) => {
    expect(await satEnvironment.check(secret, completionOf(output))).toMatchObject({ reason: "correct", score: 1 });
  });

  test.each([
    ["s UNSATISFIABLE\n", "claimed_unsatisfiable"],
    ["UNSAT\n", "claimed_unsatisfiable"],
    ["c 10 s\ns UNKNOWN\n", "no_answer"],
    [`s SATISFIABLE\nv ${planted.slice(1).join(" ")} 0\n`, "missing_variables"],
    [`v ${planted.join(" ")} 17 0\n`, "unknown_variable"],
    [`v ${planted.map((literal) => -literal).join(" ")} 0\n`, "unsatisfied_clauses"],
  ])("behavior: %j scores 0 with its reason", async (output, reason) => {
    expect(await satEnvironment.check(secret, completionOf(output))).toMatchObject({ reason, score: 0 });
  });

  test.each([
    ["", 1, /neither/],
    ["s SATISFIABLE\n", 1, /says satisfiable, and no line of values/],
    ["c a\nSAT\n", 2, /no line of values/],
    ["c a\n", 1, /neither/],
    ["s SATISFIABLE\ns SATISFIABLE\n", 2, /second status/],
    ["v 1 0\nv 2 0\n", 2, /after the closing 0/],
    ["Solving…\n", 1, /no line of a solver/],
    ["v 1 x2 0\n", 1, /no line of a solver/],
  ])("error: %j, line %i", (output, line, why) => {
    const said = readSolverOutput(output);
    expect(said).toMatchObject({ read: false, line });
    expect(said.read ? "" : said.why).toMatch(why);
  });
});
