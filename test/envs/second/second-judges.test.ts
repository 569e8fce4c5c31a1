import { expect, test } from "vitest";
import { hasPython } from "../abd/cpython.ts";
import { compareAbd, compareSat } from "./compare-judges.ts";

test("behavior: a judge of SAT written from the page says the same of 300 answers, right and spoilt", async () => {
  const { compared, reasons, disagreements } = await compareSat("quick", 300);
  expect(disagreements).toEqual([]);
  expect(compared).toBe(300);
  expect([...reasons.keys()]).toEqual(expect.arrayContaining(["correct", "unsatisfied_clauses", "missing_variables"]));
});

test.skipIf(!hasPython)("behavior: so does one of ABD, whose programs CPython runs, of 100 answers", async () => {
  const { compared, reasons, disagreements } = await compareAbd("quick", 100);
  expect(disagreements).toEqual([]);
  expect(compared).toBe(100);
  expect([...reasons.keys()]).toEqual(expect.arrayContaining(["correct", "wrong_output", "wrong_line_count"]));
});
