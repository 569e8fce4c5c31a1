import { expect, test } from "vitest";
import * as affine from "../../src/index.ts";

/** What callers without types pass. */
const GIVEN: readonly (readonly unknown[])[] = [
  [],
  [null],
  [7],
  ["x"],
  [{}],
  [[]],
  ["x", {}],
  [{}, "x"],
  [() => 1],
  ["ded.jsonl"],
  ["0".repeat(64)],
];
/** These reach for a network before they look at anything else. */
const ASKING = ["getMiner", "getMiners", "query", "rollouts", "createAffine", "debug", "info", "trace"];

const functions = Object.entries(affine).filter(
  ([name, value]) => typeof value === "function" && !/^class /.test(String(value)) && !ASKING.includes(name),
) as [string, (...args: readonly unknown[]) => unknown][];

test.each(functions)("law: %s refuses what it cannot take with an error of ours", async (name, call) => {
  for (const args of GIVEN) {
    try {
      await call(...args);
    } catch (thrown) {
      expect(affine.AffineError.isInstance(thrown), `${name}: ${String(thrown)}`).toBe(true);
    }
  }
});

test("behavior: a corpus without its hash, and another kind of argument, are told what to pass", async () => {
  const loose = affine as unknown as Record<string, (value: unknown) => Promise<unknown>>;
  await expect(loose["loadTaskCorpus"]!("ded.jsonl")).rejects.toMatchObject({
    code: "invalid_input",
    hint: expect.stringContaining("SHA-256") as string,
  });
  await expect(loose["verifyProgramCorpus"]!("0".repeat(64))).rejects.toMatchObject({
    code: "invalid_input",
    hint: "Pass what loadProgramCorpus returns.",
  });
});
