import { expect, test } from "vitest";
import { testEngine } from "../kit/engines.ts";
import { ATTACKS } from "./index.ts";
import { expectHarmless } from "./run-attacks.ts";

test("behavior: attacks have names of their own, 250 of them at least", () => {
  expect(new Set(ATTACKS.map(([name]) => name)).size).toBe(ATTACKS.length);
  expect(ATTACKS.length).toBeGreaterThanOrEqual(250);
});

test(`behavior: ${ATTACKS.length} attacks end in their verdict, twice the same, by no wall clock, and change no program after them`, async () => {
  await expectHarmless(testEngine({ workers: 2 }), ATTACKS);
});
