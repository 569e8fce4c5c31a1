import { Random } from "../../src/core/index.ts";
import { inputOf } from "../../src/envs/ded/hidden/input-of.ts";
import type { DedSecret } from "../../src/envs/ded/index.ts";
import { writePython } from "../../src/envs/ded/python/write-python.ts";
import { bruteForce } from "../../src/envs/ded/study/brute-force.ts";
import { dedEnvironment } from "../../src/envs/index.ts";
import { createPythonEngine, DEFAULT_LIMITS, type PythonEngine } from "../../src/sandbox/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { againstBars } from "./against-bars.ts";

/** Evaluated programs a level, and how many evaluations are under way at once. */
const EVALUATED = 12;
const TOGETHER = 4;
/** Questions a level whose fuel is measured. */
const COSTED = 8;
const RUN_FUEL = DEFAULT_LIMITS.fuelTicks;

interface Answered {
  readonly secret: DedSecret;
  readonly right: string;
}

/** DED: every level against the card's bars, and whole evaluations through the pool of sandboxes. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const engine = createPythonEngine();
  await engine.start();
  try {
    for (const level of dedEnvironment.info.levels) {
      results.push(...(await againstBars(dedEnvironment, level)), await evaluations(level, engine));
      results.push(...(await costs(level, engine)));
    }
  } finally {
    await engine.close();
  }
  return results;
}

/** Fuel of the largest run of a right program, and of one that looks at every stretch or pair: how complexity decides. */
async function costs(level: number, engine: PythonEngine): Promise<BenchResult[]> {
  const right: number[] = [];
  const brute: number[] = [];
  let ended = 0;
  for (let index = 0; index < COSTED; index += 1) {
    const { secret } = dedEnvironment.generate({ level }, `bench-cost-${index}`);
    const last = secret.source === "generated" ? secret.tests.at(-1) : undefined;
    if (secret.source !== "generated" || last === undefined) continue;
    const { task } = secret;
    const stdin = inputOf(task, last);
    right.push((await engine.run(writePython(task, "stdin_stdout"), { stdin })).ticks);
    const goal = bruteForce(task, null);
    if (goal === null) continue;
    const verdict = await engine.run(writePython(task, "stdin_stdout", { goal }), { stdin });
    brute.push(verdict.ticks);
    if (verdict.kind === "ok") ended += 1;
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  if (brute.length === 0) return [];
  const [ours, baseline] = [RUN_FUEL / median(right), RUN_FUEL / median(brute)];
  return [
    {
      name: `DED largest inputs for a run's fuel, level ${level}`,
      ours,
      baseline,
      unit: "inputs",
      ratio: ours / baseline,
      note: `median of ${right.length} right programs against brute force over stretches and pairs, of which ${ended} of ${brute.length} came to their end`,
    },
  ];
}

/** Right programs (14 to 24 runs each): several evaluations at once against one at a time. */
async function evaluations(level: number, engine: PythonEngine): Promise<BenchResult> {
  const answered = Array.from({ length: EVALUATED }, (_, index) => answer(level, index));
  await judge(answered[0] as Answered, engine);
  const start = performance.now();
  for (const one of answered) await judge(one, engine);
  const single = performance.now();
  const queue = Random.from("affine/bench/ded", level).shuffle([...answered, ...answered]);
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await judge(next, engine);
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  const together = performance.now();
  const ours = (EVALUATED * 2 * 1000) / (together - single);
  const alone = (EVALUATED * 1000) / (single - start);
  const { workers } = await engine.inspect();
  return {
    name: `DED evaluate, level ${level}`,
    ours,
    baseline: alone,
    unit: "evaluations/s",
    ratio: ours / alone,
    note: `right programs, 14 to 24 runs each, in ${workers} sandboxes; ${TOGETHER} at once against one at a time; wall clock`,
  };
}

function answer(level: number, index: number): Answered {
  const generated = dedEnvironment.generate({ level }, `bench-${index}`);
  return { secret: generated.secret, right: (dedEnvironment.study?.oracle(generated) ?? "") as string };
}

async function judge({ secret, right }: Answered, python: PythonEngine): Promise<void> {
  const { reason } = await dedEnvironment.check(secret, right, { python });
  if (reason !== "correct") throw new Error(`A right program was refused: ${reason}.`);
}
