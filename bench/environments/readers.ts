import { environment } from "../../src/envs/index.ts";
import { replayEngine } from "../../src/envs/judge/replay-engine.ts";
import type { BenchResult } from "../bench-result.ts";
import { BEFORE, MARKS, RUNS, VERBS } from "./hostile-runs.ts";
import { UNITS } from "./near-answers.ts";

const LENGTH = 50_000_000;
/** Longest answer in tags that is read. */
const ANSWER = 65_536;
/** Of REPAIR the longest action. */
const ACTION = 16_384;
const BAR_MS = 100;

/** Programs are not run: what they print is nothing. */
const SILENT = replayEngine(() => "");
const RUNS_OF_TURNS = [...RUNS, "<", "=", "a", "."];

/**
 * The slowest verdict on near-answers of each family, in processor time: the longest answers that are read, one of them behind
 * 50 MB of text, and 50 MB of near-answers, whole ones in tags or fences and ones that never end.
 */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const filler = "so I think it is <b>1</b>, and then ".repeat(LENGTH / 36);
  for (const [env, units] of Object.entries(UNITS)) {
    const source = environment(env);
    const question = source.generate({ level: source.info.defaultLevel }, "readers");
    let slowest = { ms: 0, what: "" };
    let read = 0;
    for (const answer of nearAnswers(env, units)) {
      const completion = read === 0 ? filler + answer : answer;
      read += 1;
      const ms = await middle(async () => {
        const { thousandths } = await source.check(question.secret, completion, { python: SILENT });
        if (thousandths !== 0) throw new Error(`${env} took ${JSON.stringify(answer.slice(0, 40))} for an answer.`);
      });
      if (ms > slowest.ms) slowest = { ms, what: `${answer.length} of ${JSON.stringify(answer.slice(0, 48))}` };
    }
    results.push({
      name: `${env} slowest reading`,
      ours: 1000 / slowest.ms,
      baseline: 1000 / BAR_MS,
      unit: "verdicts/s",
      ratio: BAR_MS / slowest.ms,
      goal: 1,
      note: `${slowest.ms.toPrecision(3)} ms of processor time for ${slowest.what}…, of ${read} near-answers, the first behind 50 MB of text`,
    });
  }
  return results;
}

function* nearAnswers(env: string, units: readonly string[]): Generator<string> {
  const tag = env === "ABD" ? "input" : env === "HUNT" || env === "REPAIR" ? "action" : "answer";
  const isCode = env === "INDUCE" || env === "DED";
  const length = env === "REPAIR" ? ACTION : ANSWER;
  const filled = (unit: string, size: number): string => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
  const [before, runs] = tag === "action" ? [[...BEFORE, ...VERBS], RUNS_OF_TURNS] : [BEFORE, RUNS];
  const bodies = [
    ...units.map((unit) => filled(unit, length)),
    ...before.flatMap((begun) => runs.map((run) => `${begun}${filled(run, length - begun.length - 1)}x`)),
  ];
  const [open, close] = isCode ? ["```python\n", "\n```\n"] : [`<${tag}>`, `</${tag}>\n`];
  for (const body of bodies) yield `<${tag}>${body}</${tag}>`;
  if (isCode) for (const body of bodies) yield open + body + close;
  for (const unit of units)
    for (const near of [open + unit + close, open + unit, unit + close]) yield filled(near, LENGTH);
  for (const mark of MARKS) yield filled(mark, LENGTH);
}

/** The middle one of three runs. */
async function middle(work: () => Promise<void>): Promise<number> {
  const durations: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const began = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(began);
    durations.push((user + system) / 1000);
  }
  return durations.sort((a, b) => a - b)[1] as number;
}
