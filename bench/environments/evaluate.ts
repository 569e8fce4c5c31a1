import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { environment, makeChallenge } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";

const AF = fileURLToPath(new URL("../../bin/af", import.meta.url));
const LEVEL = 3;

interface Load {
  readonly name: string;
  readonly questions: number;
  /** Answers to each question, one after the other, as trainers have them. */
  readonly answersEach: number;
}

const LOADS: readonly Load[] = [
  { name: "SAT", questions: 20_000, answersEach: 1 },
  { name: "SAT", questions: 1_250, answersEach: 16 },
  { name: "ABD", questions: 300, answersEach: 1 },
  { name: "ABD", questions: 300, answersEach: 64 },
  { name: "DED", questions: 40, answersEach: 8 },
];

/** `af env evaluate`, as built: lines per second from start to end, all threads against one. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const load of LOADS) results.push(await measure(load));
  return results;
}

async function measure({ name, questions, answersEach }: Load): Promise<BenchResult> {
  const lines = linesOf(name, questions, answersEach);
  const workers = availableParallelism();
  const baseline = await linesPerSecond(lines, 1);
  const ours = await linesPerSecond(lines, workers);
  return {
    name: `af env evaluate, ${name}, ${answersEach} a question`,
    ours,
    baseline,
    unit: "lines/s",
    ratio: ours / baseline,
    note: `${lines.length} lines, level ${LEVEL}, every other answer right; ${workers} threads against 1; wall clock, start included`,
  };
}

/** Every other answer is right, the others answer the next question. */
function linesOf(name: string, questions: number, answersEach: number): string[] {
  const source = environment(name);
  const asked = Array.from({ length: questions }, (_, index) => {
    const seed = `bench-${index}`;
    const { id } = makeChallenge(source, { params: { level: LEVEL }, seed });
    return { id, right: source.study?.oracle(source.generate({ level: LEVEL }, seed)) ?? "" };
  });
  return asked.flatMap(({ id, right }, index) =>
    Array.from({ length: answersEach }, (_, at) => {
      const completion = (index + at) % 2 === 0 ? right : asked[(index + 1) % questions]?.right;
      return JSON.stringify({ challenge_id: id, completion });
    }),
  );
}

async function linesPerSecond(lines: readonly string[], workers: number): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [AF, "env", "evaluate", "--workers", String(workers)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(lines.join("\n"));
  let newlines = 0;
  child.stdout.on("data", (chunk: Buffer) => (newlines += chunk.toString("latin1").split("\n").length - 1));
  const [code] = (await once(child, "close")) as [number];
  if (code !== 0 || newlines !== lines.length)
    throw new Error(`af env evaluate printed ${newlines} lines, code ${code}.`);
  return (lines.length * 1000) / (performance.now() - start);
}
