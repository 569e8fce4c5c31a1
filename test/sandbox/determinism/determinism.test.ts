import { describe, expect, test } from "vitest";
import { testEngine } from "../kit/engines.ts";
import { type Outcome, outcomeOf } from "../kit/outcome.ts";
import { expectPinned } from "./pinned-outcomes.ts";
import { MEMORY_SAMPLES, NAN_SAMPLES, type Sample, SAMPLES } from "./programs.ts";

describe("same program, same verdict", () => {
  const engine = testEngine({ workers: 2 });
  const outcomes = async (samples: readonly Sample[]): Promise<Outcome[]> =>
    (await Promise.all(samples.map(({ program, ...options }) => engine.run(program, options)))).map(outcomeOf);

  test("golden: the usual samples end as on every other machine, before and after others heated the same code", async () => {
    expectPinned("usual", await outcomes(SAMPLES));
    expectPinned("usual", (await outcomes(SAMPLES.toReversed())).toReversed());
  });

  test("golden: NaN is one NaN, by every route, cold and warm", async () => {
    expectPinned("nan", await outcomes(NAN_SAMPLES));
    await engine.run("import math\nfor i in range(60_000): math.copysign(1, math.fmod(i, 3) + i % 7.5 - i)");
    expectPinned("nan", await outcomes(NAN_SAMPLES));
  });

  test("behavior: the same work costs the same fuel, twice the work twice as much", async () => {
    const loop = (rounds: number) => engine.run(`for _ in range(${rounds}):\n    pass`);
    const [once, twice, thrice] = [await loop(100_000), await loop(200_000), await loop(300_000)];
    const [first, second] = [twice.ticks - once.ticks, thrice.ticks - twice.ticks];
    expect(first).toBeGreaterThan(1_000_000);
    expect(Math.abs(second - first)).toBeLessThan(first / 100);
  });

  test("behavior: no program sees the memory that another one grew", async () => {
    const probe = MEMORY_SAMPLES.at(-1)?.program ?? "";
    const one = testEngine();
    const first = await one.run(probe);
    for (const mebibytes of [15, 30]) {
      await one.run(`x = bytearray(${mebibytes} * 2**20)`);
      expect(await one.run(probe)).toEqual(first);
    }
  });

  test("behavior: the unit in which fuel ends is exact", async () => {
    const program = "print(sum(i * i % 7 for i in range(20_000)))";
    const { ticks } = await engine.run(program);
    for (const [more, kind] of [
      [-2, "fuel"],
      [-1, "fuel"],
      [0, "ok"],
      [1, "ok"],
    ] as const) {
      const verdict = await engine.run(program, { limits: { fuelTicks: ticks + more } });
      expect(verdict).toMatchObject({ kind, ticks: Math.min(ticks, ticks + more) });
    }
  });
});
