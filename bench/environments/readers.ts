import { environment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";

const LENGTH = 50_000_000;
/** Longest answer in tags that is read. */
const ANSWER = 65_536;
const BAR_MS = 100;

/** What almost is an answer of a family, over and over, and what makes careless patterns slow. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  SAT: ["1 -2 ", "x1=True, ", "x1 = ", "| x1 | T |\n"],
  ABD: ["1 ", "1, ", "[", "a\n", "1. "],
  INDUCE: ["```python\ndef f(xs):\n    return xs\n```\n", "```python\n", "def f"],
  DED: ["```python\nprint(1)\n```\n", "~~~\n", "```"],
  TRACK: [
    "rovak = 4071\n",
    "rovak = ",
    "| rovak | 4071 |\n",
    '{"name": "rovak", ',
    "rovak is ",
    "(rovak, ",
    "1. ",
    "*",
  ],
  PLAN: ["(rovak lumis)\n", "(rovak lumis) ", "rovak(", ")", '["rovak", ', '"', "1. (a) ", "; (a)", "step 1: "],
  PROVE: [
    "rovak(lumis, tipas)\n",
    "rovak(lumis, tipas), ",
    "rovak(lumis, tipas) -> ",
    "rovak(",
    "(a b c) ",
    "so ",
    "1. ",
  ],
  OPT: ["rovak ", "rovak (4), ", "rovak: value 4, ", '["rovak", ', "and ", "1. rovak\n", "**rovak** "],
};
/** Long runs between two of these take quadratic time where a pattern has no bound. */
const RUNS = [" ", "\t", "\n", ",", ";", "*", "`", "(", ")", "[", "]", '"', "'", "|", "-", ">", "1"];
const BEFORE = ["", "a", ")", '"', "a(b", "answer", "a(b, c)", "[", "plan:", "a ="];

/**
 * The slowest verdict on 50 MB of near-answers of each family, in processor time: most of it reasoning or text around it, at
 * the end the longest answer that is read.
 */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  const filler = "so I think it is <b>1</b>, and then ".repeat(LENGTH / 36);
  for (const [env, units] of Object.entries(UNITS)) {
    const source = environment(env);
    const { info, study } = source;
    const question = source.generate({ level: info.defaultLevel }, "readers");
    const tag = env === "ABD" ? "input" : "answer";
    const bodies = [
      ...units.map((unit) => unit.repeat(Math.ceil(ANSWER / unit.length)).slice(0, ANSWER)),
      ...BEFORE.flatMap((before) => RUNS.map((run) => before + run.repeat(ANSWER - before.length - 1) + "x")),
    ];
    let slowest = { ms: 0, what: "" };
    for (const [at, body] of bodies.entries()) {
      const completion = `${at === 0 ? filler : ""}<${tag}>${body}</${tag}>`;
      const ms = await middle(async () => {
        const { thousandths } = await source.check(question.secret, completion, study?.timedContext?.(question) ?? {});
        if (thousandths !== 0) throw new Error(`${env} took ${JSON.stringify(body.slice(0, 40))} for an answer.`);
      });
      if (ms > slowest.ms) slowest = { ms, what: JSON.stringify(body.slice(0, 24)) };
    }
    results.push({
      name: `${env} slowest reading`,
      ours: 1000 / slowest.ms,
      baseline: 1000 / BAR_MS,
      unit: "verdicts/s",
      ratio: BAR_MS / slowest.ms,
      goal: 1,
      note: `${slowest.ms.toPrecision(3)} ms of processor time for ${slowest.what}…, of ${bodies.length} near-answers, the first behind 50 MB of text`,
    });
  }
  return results;
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
