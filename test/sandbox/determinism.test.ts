import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createPythonEngine, type Verdict } from "../../src/sandbox/index.ts";
import { MEMORY_SAMPLES, NAN_SAMPLES, SAMPLES } from "./determinism-programs.ts";
import { TEST_CACHE, testEngine } from "./kit/engines.ts";

/** All verdicts of one engine, in order. */
async function verdicts(engine: ReturnType<typeof testEngine>): Promise<Verdict[]> {
  return Promise.all(SAMPLES.map(({ program, ...options }) => engine.run(program, options)));
}

/** On a fresh engine, so that nothing is compiled well yet. */
async function testEngineWith(program: string): Promise<Verdict> {
  const fresh = createPythonEngine({ workers: 1, cacheFolder: TEST_CACHE, outerWall: "off" });
  try {
    return await fresh.run(program);
  } finally {
    await fresh.close();
  }
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

  test("behavior: the same work costs the same fuel, twice the work twice as much", async () => {
    const loop = (rounds: number) => one.run(`for _ in range(${rounds}):\n    pass`);
    const [once, twice, thrice] = [await loop(100_000), await loop(200_000), await loop(300_000)];
    const [first, second] = [twice.ticks - once.ticks, thrice.ticks - twice.ticks];
    expect(first).toBeGreaterThan(1_000_000);
    expect(Math.abs(second - first)).toBeLessThan(first / 100);
  });

  test.each(NAN_SAMPLES.map(({ program }) => [program]))("behavior: NaN is one NaN: %s", async (program) => {
    const heat = "import math\nfor i in range(60_000): math.copysign(1, math.fmod(i, 3) + i % 7.5 - i)";
    const cold = await testEngineWith(program);
    expect(cold.kind).toBe("ok");
    await one.run(heat);
    expect(await one.run(program)).toEqual(cold);
  });

  test("behavior: no program sees the memory that another one grew", async () => {
    const probe = MEMORY_SAMPLES.at(-1)?.program ?? "";
    const first = await one.run(probe);
    await one.run("x = bytearray(15 * 2**20)");
    expect(await one.run(probe)).toEqual(first);
    await one.run("x = bytearray(30 * 2**20)");
    expect(await one.run(probe)).toEqual(first);
  });

  test("behavior: the unit in which fuel ends is exact", async () => {
    const program = "print(sum(i * i % 7 for i in range(20_000)))";
    const { ticks } = await one.run(program);
    expect(await one.run(program, { limits: { fuelTicks: ticks } })).toMatchObject({ kind: "ok", ticks });
    expect(await one.run(program, { limits: { fuelTicks: ticks - 1 } })).toMatchObject({
      kind: "fuel",
      ticks: ticks - 1,
    });
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
