import { expect, test } from "vitest";
import { compareFamily, compareOpt } from "./compare-families.ts";

const ANSWERS = 10_000;

test.each([
  ["TRACK", [1, 2, 3, 4]],
  ["PLAN", [1, 2, 3, 4, 5]],
  ["PROVE", [1, 2, 3, 4, 5]],
])("behavior: a judge of %s written from its page says the same of 10,000 answers", async (name, levels) => {
  const { compared, reasons, disagreements } = await compareFamily(name, "full", ANSWERS, levels);
  process.stderr.write(`${name}: ${compared} compared, ${JSON.stringify(Object.fromEntries(reasons))}\n`);
  expect(disagreements).toEqual([]);
  expect(compared).toBe(ANSWERS);
});

test("behavior: so does one of OPT, to the thousandth", async () => {
  const { compared, reasons, disagreements } = await compareOpt("full", ANSWERS, [1, 2, 3, 4]);
  process.stderr.write(`OPT: ${compared} compared, ${JSON.stringify(Object.fromEntries(reasons))}\n`);
  expect(disagreements).toEqual([]);
  expect(compared).toBe(ANSWERS);
});
