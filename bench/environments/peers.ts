import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { environment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";

const BASELINE = fileURLToPath(new URL("../baseline/reasoning_gym_tasks.py", import.meta.url));
const QUESTIONS = 60;
const ROUNDS = 3;

interface Pair {
  readonly env: string;
  readonly level: number;
  readonly dataset: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** In what the two are alike. */
  readonly alike: string;
}

/**
 * Tasks that correspond: the same kind of question, found and checked in the same kind of way. TRACK, HUNT and OPT have none
 * in reasoning-gym: it has no long logs, no many turns and no optimisation with partial credit.
 */
const PAIRS: readonly Pair[] = [
  {
    env: "SAT",
    level: 5,
    dataset: "knights_knaves",
    config: { n_people: 8, depth_constraint: 3, width_constraint: 3 },
    alike: "truth values that satisfy all statements",
  },
  {
    env: "ABD",
    level: 5,
    dataset: "codeio",
    config: { input_prediction_probability: 1 },
    alike: "an input for which a program prints an output; drawn from a file there",
  },
  {
    env: "INDUCE",
    level: 5,
    dataset: "list_functions",
    config: {},
    alike: "a rule behind examples; one more output is asked there",
  },
  {
    env: "PLAN",
    level: 3,
    dataset: "rush_hour",
    config: {},
    alike: "moves to a goal, checked by simulation; drawn from a list of boards there",
  },
  { env: "PLAN", level: 3, dataset: "sokoban", config: {}, alike: "moves to a goal, checked by simulation" },
  {
    env: "PROVE",
    level: 3,
    dataset: "propositional_logic",
    config: {},
    alike: "what follows from premises; a conclusion, not a proof, is asked there",
  },
];

const outputSchema = z.array(
  z.object({
    generateSeconds: z.number(),
    evaluateSeconds: z.number(),
    answered: z.int(),
    right: z.int(),
  }),
);

/**
 * Questions and verdicts a second of processor time beside reasoning-gym's, where a task corresponds, in one run.
 * `AFFINE_BENCH_REASONING_GYM` names the Python that has it (`ops/peer-env.sh`).
 */
export async function run(): Promise<BenchResult[]> {
  const python = process.env["AFFINE_BENCH_REASONING_GYM"];
  if (python === undefined || python === "") {
    process.stderr.write("SKIPPED: AFFINE_BENCH_REASONING_GYM does not name a Python; ops/peer-env.sh makes one.\n");
    return [];
  }
  const tasks = PAIRS.map(({ dataset, config }) => ({ dataset, config, count: QUESTIONS }));
  const printed = execFileSync(python, [BASELINE, JSON.stringify(tasks)], { encoding: "utf8", maxBuffer: 2 ** 26 });
  const theirs = outputSchema.parse(JSON.parse(printed.trim().split("\n").at(-1) ?? ""));
  const results: BenchResult[] = [];
  for (const [at, pair] of PAIRS.entries())
    results.push(...(await beside(pair, theirs[at] as (typeof theirs)[number])));
  return results;
}

async function beside(
  { env, level, dataset, alike }: Pair,
  theirs: z.infer<typeof outputSchema>[number],
): Promise<BenchResult[]> {
  const { generateSeconds, evaluateSeconds } = await ourSeconds(env, level);
  const name = (what: string): string => `${env} ${what}, level ${level}, beside ${dataset}`;
  const figures = (seconds: number, others: number, count: number) => {
    const [ours, baseline] = [QUESTIONS / seconds, count / others];
    return { ours, baseline, ratio: ours / baseline };
  };
  const note = `${alike}; ${theirs.right} of ${theirs.answered} of its own answers score 1`;
  const made = {
    name: name("generate"),
    unit: "questions/s",
    ...figures(generateSeconds, theirs.generateSeconds, QUESTIONS),
  };
  if (theirs.answered === 0) return [{ ...made, note }];
  const judged = figures(evaluateSeconds, theirs.evaluateSeconds, theirs.answered);
  return [
    { ...made, note },
    { name: name("evaluate"), unit: "verdicts/s", ...judged, note },
  ];
}

/** Processor seconds for the questions and for verdicts on right answers, the best of some rounds. */
async function ourSeconds(env: string, level: number): Promise<{ generateSeconds: number; evaluateSeconds: number }> {
  const source = environment(env);
  const { study } = source;
  let [generateSeconds, evaluateSeconds] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = process.cpuUsage();
    const asked = Array.from({ length: QUESTIONS }, (_, index) => source.generate({ level }, `peers-${index}`));
    generateSeconds = Math.min(generateSeconds, secondsSince(began));
    const answered = asked.map((question) => ({
      question,
      right: study?.oracle(question) ?? "",
      context: study?.timedContext?.(question) ?? {},
    }));
    const ready = process.cpuUsage();
    for (const { question, right, context } of answered) {
      const { thousandths } = await source.check(question.secret, right, context);
      if (thousandths !== 1000) throw new Error(`${env} refused a right answer.`);
    }
    evaluateSeconds = Math.min(evaluateSeconds, secondsSince(ready));
  }
  return { generateSeconds, evaluateSeconds };
}

function secondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}
