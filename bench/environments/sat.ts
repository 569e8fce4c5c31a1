import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { sha256Hex } from "../../src/core/index.ts";
import { satEnvironment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { againstBars } from "./against-bars.ts";
import { originalSat } from "./original-sat.ts";

const BASELINE = fileURLToPath(new URL("../baseline/sat.py", import.meta.url));
const LEVELS = [3, 5, 7];
const QUESTIONS = 60;
/** Both sides are measured this many times in turn, and the best time of each counts: other work disturbs both. */
const ROUNDS = 5;
const GOAL = 10;

const outputSchema = z.object({
  prompts: z.array(z.string()),
  generateSeconds: z.number(),
  evaluateSeconds: z.number(),
  scores: z.array(z.number()),
});

interface Seconds {
  readonly generate: number;
  readonly evaluate: number;
}

/**
 * SAT: every level against the card's bars; questions and verdicts per second against the same work in plain Python, one
 * python3 process a round.
 */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const level of satEnvironment.info.levels) results.push(...(await againstBars(satEnvironment, level)));
  results.push(...(await originalSat()));
  for (const level of LEVELS) {
    const seeds = Array.from({ length: QUESTIONS }, (_, index) => `bench-${index}`);
    let ours: Seconds = { generate: Infinity, evaluate: Infinity };
    let baseline = ours;
    for (let round = 0; round < ROUNDS; round += 1) {
      baseline = best(baseline, runPython(level, seeds));
      ours = best(ours, await runOurs(level, seeds));
    }
    for (const what of ["generate", "evaluate"] as const) {
      results.push({
        name: `SAT ${what}, level ${level}`,
        ours: Math.round(QUESTIONS / ours[what]),
        baseline: Math.round(QUESTIONS / baseline[what]),
        unit: what === "generate" ? "questions/s" : "verdicts/s",
        ratio: Math.round((baseline[what] / ours[what]) * 10) / 10,
        goal: GOAL,
        note: `plain Python, same ${QUESTIONS} questions, prompts equal byte for byte; best of ${ROUNDS} rounds`,
      });
    }
  }
  return results;
}

function best(a: Seconds, b: Seconds): Seconds {
  return { generate: Math.min(a.generate, b.generate), evaluate: Math.min(a.evaluate, b.evaluate) };
}

/** Seconds for all questions once. @throws Error when the two programs do not make the same prompts. */
function runPython(level: number, seeds: readonly string[]): Seconds {
  const repeat = 3;
  const task = JSON.stringify({ level, seeds, repeat });
  const output = outputSchema.parse(JSON.parse(execFileSync("python3", [BASELINE, task], { encoding: "utf8" })));
  const prompts = seeds.map((seed) => sha256Hex(satEnvironment.generate({ level }, seed).prompt));
  if (prompts.join() !== output.prompts.join())
    throw new Error(`Prompts of level ${level} differ from the baseline's.`);
  if (output.scores.some((score) => score !== 1)) throw new Error("The baseline refuses a right answer.");
  return { generate: output.generateSeconds / repeat, evaluate: output.evaluateSeconds / repeat };
}

async function runOurs(level: number, seeds: readonly string[]): Promise<Seconds> {
  const repeat = 20;
  const questions = seeds.map((seed) => satEnvironment.generate({ level }, seed).secret);
  const items = questions.map((secret) => ({
    secret,
    answer: `<think>Let me see.</think><answer>${secret.planted.join(" ")}</answer>`,
  }));
  const start = performance.now();
  for (let times = 0; times < repeat; times += 1) for (const seed of seeds) satEnvironment.generate({ level }, seed);
  const generated = performance.now();
  for (let times = 0; times < repeat; times += 1) {
    for (const { secret, answer } of items) {
      const { thousandths } = await satEnvironment.check(secret, answer);
      if (thousandths !== 1000) throw new Error("A right answer was refused.");
    }
  }
  const evaluated = performance.now();
  return { generate: (generated - start) / 1000 / repeat, evaluate: (evaluated - generated) / 1000 / repeat };
}
