import { describe, expect, test } from "vitest";
import type { Experiment } from "./experiment.ts";
import { repeat } from "./repeat.ts";

const cell: Experiment = { kind: "cell", cell: "-15 all", environments: 3 };
const cloning: Experiment = { kind: "cloning" };
const all = [
  { experiment: cell, repetitions: 37 },
  { experiment: cloning, repetitions: 5 },
];

describe("repetitions", () => {
  test("behavior: two threads give what one gives, in the same order", async () => {
    const here = await repeat(all, "seed", { workers: 1 });
    expect(here.map((samples) => samples.length)).toEqual([37, 5]);
    expect(await repeat(all, "seed", { workers: 2 })).toEqual(here);
    expect(await repeat(all, "other", { workers: 1 })).not.toEqual(here);
  });

  test("behavior: fewer repetitions are the first of more", async () => {
    const [more] = await repeat(all, "seed", { workers: 1 });
    const [fewer] = await repeat([{ experiment: cell, repetitions: 10 }], "seed", { workers: 1 });
    expect(fewer).toEqual(more?.slice(0, 10));
  });

  test.each([1, 2])("error: what a part throws comes through, %i threads", async (workers) => {
    const unknown: Experiment = { kind: "cell", cell: "+99 all", environments: 3 };
    const work = repeat([{ experiment: unknown, repetitions: 4 }], "seed", { workers });
    await expect(work).rejects.toMatchObject({
      code: "internal",
      message: expect.stringContaining("+99 all") as string,
    });
  });

  test.each([1, 2])("error: a signal ends it, %i threads", async (workers) => {
    const work = repeat([{ experiment: cell, repetitions: 100_000 }], "seed", {
      workers,
      signal: AbortSignal.timeout(50),
    });
    await expect(work).rejects.toMatchObject({ code: "interrupted" });
  });
});
