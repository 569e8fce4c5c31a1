import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openDoorsForTest } from "../doors/open-doors.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const SEEDS = 5;
/** Student's t with four degrees of freedom for p = .01, one-sided. */
const CRITICAL_T = 3.747;

interface Run {
  readonly seed: number;
  /** Mean rewards on the same 300 questions of the test split. */
  readonly before: number;
  readonly after: number;
}

test("a policy that asks af serve for its rewards learns: p < .01 over five seeds", async () => {
  const doors = await openDoorsForTest();
  const child = spawn("python3", [path("examples/python/policy_gradient.py"), "--seeds", String(SEEDS)], {
    env: { ...process.env, AFFINE_URL: doors.url, PYTHONPATH: path("python/src") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  const [code] = (await once(child, "close")) as [number | null];
  expect(code).toBe(0);
  const lines = text.trim().split("\n");
  const runs = lines.slice(0, SEEDS).map((line) => JSON.parse(line) as Run);
  expect(runs.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4]);
  const gains = runs.map(({ before, after }) => after - before);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / SEEDS;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (SEEDS - 1);
  expect(mean / Math.sqrt(variance / SEEDS)).toBeGreaterThan(CRITICAL_T);
  // A coin solves one question in twelve or so; what was learnt is more than that it pays to answer.
  expect(mean).toBeGreaterThan(0.2);
  // What the example itself says of the runs.
  expect(JSON.parse(lines[SEEDS] ?? "")).toMatchObject({ rises: true });
});
