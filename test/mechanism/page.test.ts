import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { streamRow, SUM_BOUND } from "../../src/mechanism/affine-v2/table.ts";

const page = readFileSync(new URL("../../docs/mechanism.md", import.meta.url), "utf8");

test("docs: the worked example of docs/mechanism.md is what the tables give", () => {
  const differences = /\| D +\|([^\n]*)\|/
    .exec(page)![1]!
    .split("|")
    .map((cell) => Number(cell.trim().replace("−", "-")));
  const coins = /\| coins +\|([^\n]*)\|/.exec(page)![1]!.split("|").map(Number);
  const sums = new Float64Array(6);
  for (const [round, difference] of differences.entries()) {
    for (const [j, entry] of streamRow(20_000 * difference, 1).entries()) sums[j]! += entry;
    // The fifth purse stakes 50%.
    expect(Math.abs(Math.exp(sums[4]! / 2 ** 32) - coins[round]!)).toBeLessThan(0.001);
  }
  const factors = [...sums].map((sum) => Math.exp(sum / 2 ** 32).toFixed(2));
  for (const factor of factors) expect(page).toContain(factor);
  expect(page.replace(/\s+/g, " ")).toContain(`${streamRow(20_000, 1)[4]!.toLocaleString("en")} units`);
  expect((100 * SUM_BOUND) / 2 ** 53).toBeLessThan(2.45);
});

test("docs: every test that docs/mechanism.md names is there", () => {
  const named = [...page.matchAll(/`((?:laws|statistics|src)\/[\w./-]+)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(15);
  for (const path of new Set(named)) {
    const files = path.startsWith("src/") ? [`../../${path}`] : [`./${path}.test.ts`, `./${path}.ci.test.ts`];
    expect([path, files.some((file) => existsSync(new URL(file, import.meta.url)))]).toEqual([path, true]);
  }
});
