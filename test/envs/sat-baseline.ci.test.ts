import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { sha256Hex } from "../../src/core/index.ts";
import { satEnvironment } from "../../src/envs/index.ts";
import { hasPython } from "./abd/cpython.ts";

const BASELINE = fileURLToPath(new URL("../../bench/baseline/sat.py", import.meta.url));
const outputSchema = z.object({ prompts: z.array(z.string()), scores: z.array(z.number()) });

// What the benchmark of SAT compares with must make the very same questions, or its ratio says nothing.
test.skipIf(!hasPython).each(satEnvironment.info.levels)(
  "golden: the benchmark's plain Python makes the same questions of level %i and takes their answers",
  (level) => {
    const seeds = ["bench-0", "bench-1"];
    const task = JSON.stringify({ level, seeds, repeat: 1 });
    const told = outputSchema.parse(JSON.parse(execFileSync("python3", [BASELINE, task], { encoding: "utf8" })));
    expect(told.prompts).toEqual(seeds.map((seed) => sha256Hex(satEnvironment.generate({ level }, seed).prompt)));
    expect(told.scores).toEqual([1, 1]);
  },
);
