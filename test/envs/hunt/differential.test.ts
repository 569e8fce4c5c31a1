import { expect, test } from "vitest";
import { compareHunts } from "./differential.ts";

/** Every way a turn or an episode can end. */
const ENDS = [
  "action_too_long",
  "answered",
  "correct",
  "correct_late",
  "digit_too_large",
  "forbidden_character",
  "neither_ask_nor_claim",
  "no_answer",
  "turn_limit",
  "unclosed_answer",
  "wrong_claim",
  "wrong_number_of_digits",
];

test("behavior: a second implementation, written from the page, says the same of 150 episodes", () => {
  const { turns, reasons, disagreements } = compareHunts("quick", 150);
  expect(disagreements).toEqual([]);
  expect(turns).toBeGreaterThan(1_000);
  expect([...reasons].sort()).toEqual(ENDS);
});
