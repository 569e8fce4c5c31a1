import { expect, test } from "vitest";
import { compareFamily, compareOpt } from "./compare-families.ts";

test.each([
  ["TRACK", ["correct", "wrong_value", "missing_values", "repeated_name"]],
  ["PLAN", ["correct", "precondition_fails", "unknown_action", "too_many_steps"]],
  ["PROVE", ["correct", "does_not_follow", "unknown_relation", "goal_not_proved"]],
])(
  "behavior: a judge of %s written from its page says the same of 200 answers, right and spoilt",
  async (name, seen) => {
    const { compared, reasons, disagreements } = await compareFamily(name, "quick", 200, [1, 2, 3]);
    expect(disagreements).toEqual([]);
    expect(compared).toBe(200);
    expect([...reasons.keys()]).toEqual(expect.arrayContaining(seen));
  },
);

test("behavior: so does one of OPT, to the thousandth", async () => {
  const { compared, reasons, disagreements } = await compareOpt("quick", 200, [1, 2, 3]);
  expect(disagreements).toEqual([]);
  expect(compared).toBe(200);
  expect([...reasons.keys()]).toEqual(
    expect.arrayContaining(["correct", "above_greedy", "not_above_greedy", "over_budget", "repeated_item"]),
  );
});
