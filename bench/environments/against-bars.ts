import type { Environment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";

const QUESTIONS = 200;
/** Questions before the clock counts, so that compiled code is measured. */
const WARM_UP = 30;
/** Each duration is the middle one of so many runs. */
const RUNS = 3;
/** Bars of the card, in milliseconds of the slowest hundredth. */
const GENERATE_BAR_MS = 250;
const CHECK_BAR_MS = 20;

/**
 * Questions and verdicts of a level per second, and their slowest hundredth against the card's bars, all in processor
 * time of this process: other work on the machine does not count, nor does the sandbox.
 */
export async function againstBars(environment: Environment, level: number): Promise<BenchResult[]> {
  const { info, study } = environment;
  if (study === undefined) throw new Error(`${info.name} has no study, so nobody knows its right answers.`);
  const generate: number[] = [];
  const check: number[] = [];
  for (let index = 0; index < QUESTIONS + WARM_UP; index += 1) {
    const draw = () => environment.generate({ level }, `bench-${index}`);
    const generated = draw();
    const right = study.oracle(generated);
    const context = study.timedContext?.(generated) ?? {};
    const generateMs = await middle(draw);
    const checkMs = await middle(async () => {
      const { thousandths } = await environment.check(generated.secret, right, context);
      if (thousandths !== 1000) throw new Error(`${info.name} refused a right answer.`);
    });
    if (index < WARM_UP) continue;
    generate.push(generateMs);
    check.push(checkMs);
  }
  return [
    slowest(`${info.name} generate, level ${level}`, "questions/s", generate, GENERATE_BAR_MS),
    slowest(`${info.name} check, level ${level}`, "verdicts/s", check, CHECK_BAR_MS),
  ];
}

async function middle(work: () => unknown): Promise<number> {
  const durationsMs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = processorMs();
    await work();
    durationsMs.push(processorMs() - start);
  }
  return durationsMs.sort((a, b) => a - b)[RUNS >> 1] as number;
}

function slowest(name: string, unit: string, durationsMs: number[], barMs: number): BenchResult {
  const sorted = durationsMs.toSorted((a, b) => a - b);
  const p99Ms = Math.max(sorted[Math.floor(sorted.length * 0.99)] as number, 0.001);
  const meanMs = sorted.reduce((sum, duration) => sum + duration, 0) / sorted.length;
  return {
    name,
    ours: 1000 / meanMs,
    baseline: 1000 / barMs,
    unit,
    ratio: barMs / p99Ms,
    goal: 1,
    note: `p99 ${p99Ms.toPrecision(3)} ms of processor time; the ratio is the card's bar of ${barMs} ms over it`,
  };
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
