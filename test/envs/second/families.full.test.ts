import { expect, test } from "vitest";
import { CHECKS } from "../full-counts.ts";
import { compareFamily, compareOpt } from "./compare-families.ts";

test.each([
  ["TRACK", [1, 2, 3, 4]],
  ["PLAN", [1, 2, 3, 4, 5]],
  ["PROVE", [1, 2, 3, 4, 5]],
])("behavior: a judge of %s written from its page says the same of all answers", async (name, levels) => {
  const { compared, reasons, disagreements } = await compareFamily(name, "full", CHECKS, levels);
  process.stderr.write(
    `${name}: ${compared} compared, ${disagreements.length} disagreements, ${JSON.stringify(Object.fromEntries(reasons))}\n`,
  );
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(CHECKS);
});

test("behavior: so does one of OPT, to the thousandth", async () => {
  const { compared, reasons, disagreements } = await compareOpt("full", CHECKS, [1, 2, 3, 4]);
  process.stderr.write(
    `OPT: ${compared} compared, ${disagreements.length} disagreements, ${JSON.stringify(Object.fromEntries(reasons))}\n`,
  );
  expect(disagreements).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(CHECKS);
});
