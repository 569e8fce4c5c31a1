import { expect, test } from "vitest";
import { repairEnvironment } from "../../../src/envs/index.ts";
import { testEngine } from "../../sandbox/kit/engines.ts";
import { CHECKS, levelsAmong } from "../full-counts.ts";
import { compareRepairs } from "./differential.ts";

const engine = testEngine({ workers: 2 });

test("behavior: a second implementation, written from the page, says the same in as many episodes as are asked for", async () => {
  const levels = levelsAmong(repairEnvironment.info.levels);
  const { episodes, turns, reasons, disagreements } = await compareRepairs(engine, "full", CHECKS, levels);
  process.stderr.write(
    `REPAIR levels ${levels.join()}: ${episodes} episodes, ${turns} turns, ${JSON.stringify(Object.fromEntries(reasons))}\n`,
  );
  expect(disagreements).toEqual([]);
  expect(reasons.get("correct")).toBeGreaterThan(CHECKS / 10);
});
