import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { Random } from "../../src/core/index.ts";
import { abdEnvironment } from "../../src/envs/index.ts";
import type { ProgramTask } from "../../src/envs/abd/abd-secret.ts";
import { drawInput, writeInput, type ProgramInput } from "../../src/envs/abd/domain.ts";
import { compileProgram, type Runner } from "../../src/envs/abd/run/compile-program.ts";
import { printProgram } from "../../src/envs/abd/tree/print-program.ts";
import type { BenchResult } from "../bench-result.ts";
import { againstBars } from "./against-bars.ts";

const BASELINE = fileURLToPath(new URL("../baseline/abd.py", import.meta.url));
const LEVELS = [1, 3, 5, 7, 9];
const COMPARED_LEVELS = [5, 7];
const INPUTS_EACH = 20;
/** Both sides are measured this many times in turn, and the best time of each counts: other work disturbs both. */
const ROUNDS = 3;
const SUBPROCESSES = 20;
const SUBPROCESS_GOAL = 100;

const outputSchema = z.object({ seconds: z.number(), outputs: z.array(z.array(z.string())) });

/**
 * ABD: questions and verdicts at their slowest hundredth against the card's bars, by level; verdicts against a python3
 * process for each; program runs against CPython running the same programs in one process.
 */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const level of LEVELS) results.push(...(await againstBars(abdEnvironment, level)));
  for (const level of COMPARED_LEVELS) {
    results.push(await againstSubprocess(level), againstCPython(level));
  }
  return results;
}

function question(level: number, seed: string): ProgramTask {
  const { secret } = abdEnvironment.generate({ level }, seed);
  if (secret.source === "generated") return secret;
  throw new Error("A level makes generated programs only.");
}

const answerOf = ({ input }: ProgramTask): string =>
  `<think>Let me see.</think><input>\n${writeInput(input)}\n</input>`;

async function againstSubprocess(level: number): Promise<BenchResult> {
  const tasks = Array.from({ length: SUBPROCESSES }, (_, index) => question(level, `bench-${index}`));
  const items = tasks.map((task) => ({
    task,
    answer: answerOf(task),
    source: printProgram(task.program, task.domain),
  }));
  let [ours, theirs] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (const { task, source } of items) {
      const printed = execFileSync("python3", ["-I", "-c", source], {
        input: writeInput(task.input),
        encoding: "utf8",
      });
      if (printed !== `${task.output.join("\n")}\n`) throw new Error("CPython prints something else.");
    }
    const between = performance.now();
    for (const { task, answer } of items) {
      const { thousandths } = await abdEnvironment.check(task, answer);
      if (thousandths !== 1000) throw new Error("A right answer was refused.");
    }
    theirs = Math.min(theirs, (between - start) / items.length);
    ours = Math.min(ours, (performance.now() - between) / items.length);
  }
  return compared(`ABD evaluate, level ${level}`, "verdicts/s", 1000 / ours, 1000 / theirs, {
    goal: SUBPROCESS_GOAL,
    note: `a python3 process for each of the same ${SUBPROCESSES} programs; best of ${ROUNDS} rounds`,
  });
}

function againstCPython(level: number): BenchResult {
  const jobs = Array.from({ length: 40 }, (_, index) => {
    const task = question(level, `bench-${index}`);
    const random = Random.from("affine/bench/abd", level, index);
    const inputs = Array.from({ length: INPUTS_EACH }, () => drawInput(task.domain, random));
    return { task, inputs, runner: compileProgram(task.program) };
  });
  const request = JSON.stringify(
    jobs.map(({ task, inputs }) => ({
      program: printProgram(task.program, task.domain),
      inputs: inputs.map(writeInput),
    })),
  );
  const runs = jobs.length * INPUTS_EACH;
  let [ours, theirs] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    const output = outputSchema.parse(
      JSON.parse(execFileSync("python3", [BASELINE], { input: request, encoding: "utf8", maxBuffer: 2 ** 26 })),
    );
    const start = performance.now();
    const printed = jobs.map(({ runner, inputs }) => inputs.map((input) => printedBy(runner, input)));
    ours = Math.min(ours, (performance.now() - start) / 1000);
    theirs = Math.min(theirs, output.seconds);
    if (JSON.stringify(printed) !== JSON.stringify(output.outputs)) throw new Error("CPython prints something else.");
  }
  return compared(`ABD program runs, level ${level}`, "runs/s", runs / ours, runs / theirs, {
    note: `CPython, the same ${jobs.length} programs compiled once, ${INPUTS_EACH} inputs each, in one process`,
  });
}

function printedBy(runner: Runner, input: ProgramInput): string {
  const result = runner(input);
  if (!result.ended) throw new Error(`A generated program failed: ${result.fault}.`);
  return `${result.lines.join("\n")}\n`;
}

function compared(
  name: string,
  unit: string,
  ours: number,
  baseline: number,
  rest: Pick<BenchResult, "goal" | "note">,
): BenchResult {
  return { name, ours, baseline, unit, ratio: ours / baseline, ...rest };
}
