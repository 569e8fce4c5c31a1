import { expect, test } from "vitest";
import { testEngine } from "../../sandbox/kit/engines.ts";
import { CHECKS } from "../full-counts.ts";
import { compareRepairs } from "./differential.ts";

const engine = testEngine({ workers: 2 });

test("behavior: a second implementation, written from the page, says the same in as many episodes as are asked for", async () => {
  const { episodes, turns, reasons, disagreements } = await compareRepairs(engine, "full", CHECKS);
  process.stderr.write(
    `REPAIR: ${episodes} episodes, ${turns} turns, ${JSON.stringify(Object.fromEntries(reasons))}\n`,
  );
  expect(disagreements).toEqual([]);
  expect(reasons.get("correct")).toBeGreaterThan(CHECKS / 10);
});
