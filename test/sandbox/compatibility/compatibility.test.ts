import { describe, expect, test } from "vitest";
import { testEngine } from "../kit/engines.ts";
import { casebook } from "./casebook.ts";

const engine = testEngine({ workers: 2 });
const cases = casebook();

describe("contest programs", () => {
  test("behavior: there are at least 120, each with a name of its own", () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test.each(cases)("behavior: $name", async ({ program, stdin, stdout }) => {
    const verdict = await engine.run(program, { stdin });
    expect({ kind: verdict.kind, stdout: verdict.stdout, errors: verdict.stderr.slice(-500) }).toEqual({
      kind: "ok",
      stdout,
      errors: verdict.stderr.startsWith("to stderr") ? "to stderr\n" : "",
    });
  });
});
