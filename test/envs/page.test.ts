import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { filled } from "../../scripts/card-tables/fill.ts";
import { challengeFromId } from "../../src/envs/index.ts";

function pageNamed(name: string): string {
  return readFileSync(new URL(`../../docs/environments-${name}.md`, import.meta.url), "utf8");
}

const page = pageNamed("levels");

describe("docs/environments-levels.md", () => {
  test("behavior: its tables and questions are those of the stored cards and of the environments", () => {
    for (const name of ["sat", "abd", "ded", "induce", "hunt"]) {
      expect(page).toContain(`<!-- card: ${name} -->`);
      expect(page).toContain(`<!-- bars: ${name} -->`);
    }
    // Mended by `npm run card-tables`.
    expect(filled(page)).toBe(page);
    const edited = page.replace(/\| 5 \|/, "| 6 |");
    expect(filled(edited)).toBe(page);
  });

  test.each(["track", "plan", "prove", "opt", "repair"])("behavior: so are those of the page of %s", (name) => {
    const own = pageNamed(name);
    expect(own).toContain(`<!-- card: ${name} -->`);
    expect(own).toContain(`<!-- bars: ${name} -->`);
    expect(own).toContain(`<!-- question: ${name.toUpperCase()}/1/`);
    expect(filled(own)).toBe(own);
  });

  test.each([
    ["SAT/2/eyJjbGF1c2VTaXplIjozLCJjbGF1c2VzIjoyNCwidmFyaWFibGVzIjo2fQ/try-me", "unsatisfied_clauses"],
    ["ABD/3/eyJsZXZlbCI6M30/try-me", "wrong_output"],
  ])("behavior: the answer to %s that it tries is wrong in the way it says", async (id, reason) => {
    const line = page.split("\n").find((text) => text.includes(`{"challenge_id": "${id}"`));
    const json = /'(\{.*\})'/.exec(line ?? "")?.[1] ?? "";
    const { completion } = JSON.parse(json) as { completion: string };
    expect((await challengeFromId(id).evaluate(completion)).reason).toBe(reason);
  });

  test("behavior: the clauses of SAT's small question stand there", () => {
    const id = "SAT/2/eyJjbGF1c2VTaXplIjozLCJjbGF1c2VzIjoyNCwidmFyaWFibGVzIjo2fQ/try-me";
    const { prompt } = challengeFromId(id);
    const clauses = prompt.split("\n").filter((line) => /^-?\d+ -?\d+ -?\d+( 0)?$/.test(line));
    expect(clauses.length).toBe(24);
    for (const clause of clauses) expect(page).toContain(clause.replace(/ 0$/, ""));
  });
});
