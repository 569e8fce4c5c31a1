import { expect, test } from "vitest";
import { hasPython } from "../abd/cpython.ts";
import { CHECKS } from "../full-counts.ts";
import { compareAbd, compareSat } from "./compare-judges.ts";

test("behavior: a judge of SAT written from the page says the same of all answers", async () => {
  const { compared, reasons, disagreements } = await compareSat("full", CHECKS);
  process.stderr.write(`SAT: ${compared} compared, ${disagreements.length} disagreements\n`);
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(CHECKS);
  // Every reason of the page that an answer of text can have.
  expect([...reasons.keys()].sort()).toEqual(
    [
      ...["bad_token", "bad_value", "claimed_unsatisfiable", "correct", "forbidden_character", "missing_variables"],
      ...["no_answer", "repeated_variable", "text_after_end", "unclosed_answer", "unclosed_reasoning"],
      ...["unknown_variable", "unsatisfied_clauses"],
    ].sort(),
  );
});

test.skipIf(!hasPython)("behavior: so does one of ABD, whose programs CPython runs", async () => {
  const { compared, reasons, disagreements } = await compareAbd("full", CHECKS);
  process.stderr.write(`ABD: ${compared} compared, ${disagreements.length} disagreements\n`);
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(CHECKS);
  expect([...reasons.keys()].sort()).toEqual(
    [
      ...["correct", "forbidden_character", "key_not_canonical", "key_out_of_range", "no_answer"],
      ...["number_out_of_range", "numbers_not_canonical", "unclosed_answer", "unclosed_reasoning"],
      ...["word_not_canonical", "wrong_line_count", "wrong_number_count", "wrong_output", "wrong_word_length"],
    ].sort(),
  );
});
