import { Random } from "../../src/core/index.ts";
import type { DedSecret } from "../../src/envs/ded/index.ts";
import { dedEnvironment } from "../../src/envs/index.ts";
import { createPythonEngine, type PythonEngine } from "../../src/sandbox/index.ts";
import type { BenchResult } from "../bench-result.ts";

const QUESTIONS = 40;
/** Design/04: milliseconds that 99 of 100 questions may take at most. */
const GENERATE_LIMIT_MS = 250;
const CHECK_LIMIT_MS = 20;
const TOGETHER = 4;

interface Sample {
  readonly secret: DedSecret;
  readonly right: string;
  readonly instant: PythonEngine | undefined;
}

/**
 * DED: questions per second and the slowest of a hundred, checking without the sandbox, and whole evaluations through
 * the sandbox. Where a time limit is the goal, the baseline is what the limit allows per second.
 */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const engine = createPythonEngine();
  await engine.start();
  try {
    for (const level of dedEnvironment.info.levels) {
      const generateMs: number[] = [];
      const samples: Sample[] = [];
      for (let index = 0; index < QUESTIONS + 5; index += 1) {
        const start = processorMs();
        const generated = dedEnvironment.generate({ level }, `bench-${index}`);
        // The first few are compiled on the way.
        if (index >= 5) generateMs.push(processorMs() - start);
        const right = dedEnvironment.study?.oracle(generated) ?? "";
        samples.push({
          secret: generated.secret,
          right,
          instant: dedEnvironment.study?.timedContext?.(generated).python,
        });
      }
      const checkMs: number[] = [];
      for (const { secret, right, instant } of samples) {
        const start = processorMs();
        if (instant !== undefined) await judge(secret, right, instant);
        checkMs.push(processorMs() - start);
      }
      results.push(limited(`DED generate, level ${level}`, generateMs, GENERATE_LIMIT_MS, "questions/s"));
      results.push(limited(`DED check without sandbox, level ${level}`, checkMs, CHECK_LIMIT_MS, "verdicts/s"));
      results.push(await evaluations(level, samples, engine));
    }
  } finally {
    await engine.close();
  }
  return results;
}

/** Whole evaluations of right programs (14 tests and more each), one after the other and several at once. */
async function evaluations(level: number, samples: readonly Sample[], engine: PythonEngine): Promise<BenchResult> {
  const some = Random.from("bench/ded", level)
    .shuffle([...samples])
    .slice(0, 12);
  const start = performance.now();
  for (const { secret, right } of some) await judge(secret, right, engine);
  const single = performance.now();
  const queue = some.flatMap((sample) => [sample, sample]);
  const worker = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) await judge(next.secret, next.right, engine);
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  const together = performance.now();
  const ours = (some.length * 2 * 1000) / (together - single);
  const alone = (some.length * 1000) / (single - start);
  return {
    name: `DED evaluate in the sandbox, level ${level}`,
    ours: rounded(ours),
    baseline: rounded(alone),
    unit: "evaluations/s",
    ratio: rounded(ours / alone),
    note: `right programs, 14 to 20 runs each; ${TOGETHER} evaluations at once against one at a time`,
  };
}

async function judge(secret: DedSecret, right: string, python: PythonEngine): Promise<void> {
  const { reason } = await dedEnvironment.check(secret, right, { python });
  if (reason !== "correct") throw new Error(`A right program was refused: ${reason}.`);
}

function limited(name: string, durationsMs: number[], limitMs: number, unit: string): BenchResult {
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
  const mean = durationsMs.reduce((total, duration) => total + duration, 0) / durationsMs.length;
  return {
    name,
    ours: rounded(1000 / mean),
    baseline: rounded(1000 / limitMs),
    unit,
    ratio: rounded(limitMs / p99),
    goal: 1,
    note: `p99 ${rounded(p99)} ms of processor time; ratio: the limit of ${limitMs} ms over p99`,
  };
}

/** Processor time of this process, which other work on the machine does not lengthen. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
