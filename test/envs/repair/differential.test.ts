import { expect, test } from "vitest";
import { testEngine } from "../../sandbox/kit/engines.ts";
import { compareRepairs } from "./differential.ts";

const engine = testEngine({ workers: 2 });

test("behavior: a second implementation, written from the page, says the same in 80 episodes", async () => {
  const { disagreements, reasons, turns } = await compareRepairs(engine, "quick", 80, [1, 2, 3, 5, 8]);
  expect(disagreements).toEqual([]);
  expect(turns).toBeGreaterThan(400);
  expect([...reasons.keys()]).toEqual(
    expect.arrayContaining([
      "correct",
      "hidden_test_fails",
      "own_test_fails",
      "no_patch",
      "unknown_action",
      "runtime_error",
    ]),
  );
});
