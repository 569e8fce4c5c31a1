import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../src/sandbox/index.ts";
import { SAMPLES } from "./determinism-programs.ts";
import { testEngine } from "./kit/engines.ts";

/** All verdicts of one engine, in order. */
async function verdicts(engine: ReturnType<typeof testEngine>): Promise<Verdict[]> {
  return Promise.all(SAMPLES.map(({ program, ...options }) => engine.run(program, options)));
}

describe("same program, same verdict", () => {
  const one = testEngine({ workers: 1 });

  test("behavior: on one worker and on several, before a worker is replaced and after", async () => {
    const first = await verdicts(one);
    expect(new Set(first.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(6);
    expect(await verdicts(one)).toEqual(first);
    expect(await verdicts(testEngine({ workers: 2 }))).toEqual(first);
    expect(await verdicts(testEngine({ workers: 1, runsPerWorker: 4 }))).toEqual(first);
    expect(await verdicts(testEngine({ workers: 1, outerWall: "auto" }))).toEqual(first);
  });

  test("behavior: a different program has different ticks", async () => {
    const loop = (rounds: number) => one.run(`for _ in range(${rounds}):\n    pass`);
    const [small, large] = [await loop(51_000), await loop(102_000)];
    expect(large.ticks - small.ticks).toBe(51_000);
  });

  test.each([
    ["Node 22", "AFFINE_NODE22"],
    ["Node 24", "AFFINE_NODE24"],
  ])("behavior: the same on %s, snapshot and canary included", async (name, variable) => {
    const node = process.env[variable];
    if (node === undefined) {
      process.stderr.write(`SKIPPED: determinism on ${name}: ${variable} does not name its binary\n`);
      return;
    }
    const script = fileURLToPath(new URL("./kit/print-verdicts.mjs", import.meta.url));
    const run = spawnSync(node, [script], { input: JSON.stringify(SAMPLES), encoding: "utf8", maxBuffer: 2 ** 26 });
    const printed = JSON.parse(run.stdout) as { node: string; verdicts: Verdict[] };
    expect(printed.node.split(".")[0]).toBe(name.split(" ")[1]);
    expect(printed.verdicts).toEqual(await verdicts(one));
  });
});
