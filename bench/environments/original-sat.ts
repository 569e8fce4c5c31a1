import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { satEnvironment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { perCpuSecond } from "../cpu-time.ts";

const BASELINE = fileURLToPath(new URL("../baseline/original_sat.py", import.meta.url));
/** The original's own size of a question: variables, literals a clause, and 4.26 clauses a variable. */
const SHAPE = { variables: 15, clauseSize: 10, clauses: 63 };
const QUESTIONS = 400;
const ROUNDS = 7;
const GOAL = 10;

const outputSchema = z.object({ generateSeconds: z.number(), evaluateSeconds: z.number() });

/** SAT at the original's size: questions and verdicts a second of processor time, beside plain Python's way of making both. */
export async function originalSat(): Promise<BenchResult[]> {
  const task = JSON.stringify({ ...SHAPE, count: QUESTIONS, repeat: ROUNDS });
  const theirs = outputSchema.parse(JSON.parse(execFileSync("python3", [BASELINE, task], { encoding: "utf8" })));
  const seeds = Array.from({ length: QUESTIONS }, (_, index) => `original-${index}`);
  const made = perCpuSecond(() => {
    for (const seed of seeds) satEnvironment.generate(SHAPE, seed);
    return QUESTIONS;
  }, ROUNDS);
  const asked = seeds.map((seed) => {
    const { secret } = satEnvironment.generate(SHAPE, seed);
    const said = secret.planted.map((literal) => `x${Math.abs(literal)}=${literal > 0 ? "True" : "False"}`);
    return { secret, answer: `<answer>${said.join(", ")}</answer>` };
  });
  const judged = await verdictsPerCpuSecond(asked);
  const note = `${SHAPE.variables} variables, ${SHAPE.clauses} clauses of ${SHAPE.clauseSize}; plain Python in the original's way; processor time, best of ${ROUNDS}`;
  const compared = (what: string, unit: string, ours: number, baseline: number): BenchResult => {
    return { name: `SAT ${what}, the original's size`, ours, baseline, unit, ratio: ours / baseline, goal: GOAL, note };
  };
  return [
    compared("generate", "questions/s", made, QUESTIONS / theirs.generateSeconds),
    compared("evaluate", "verdicts/s", judged, QUESTIONS / theirs.evaluateSeconds),
  ];
}

async function verdictsPerCpuSecond(
  asked: readonly { readonly secret: Parameters<typeof satEnvironment.check>[0]; readonly answer: string }[],
): Promise<number> {
  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = process.cpuUsage();
    for (const { secret, answer } of asked) {
      const { thousandths } = await satEnvironment.check(secret, answer);
      if (thousandths !== 1000) throw new Error("A right answer was refused.");
    }
    const { user, system } = process.cpuUsage(started);
    best = Math.max(best, (asked.length * 1e6) / (user + system));
  }
  return best;
}
