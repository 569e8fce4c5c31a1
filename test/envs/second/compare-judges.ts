import { Random } from "../../../src/core/index.ts";
import { abdEnvironment, satEnvironment, type Environment, type Generated } from "../../../src/envs/index.ts";
import { runInCPython } from "../abd/cpython.ts";
import { judgeAbd } from "./abd-judge.ts";
import { judgeSat, type SecondVerdict } from "./sat-judge.ts";
import { completionAround, spelledAssignment, spelledInput } from "./spelled-answers.ts";

/** Answers to one question. */
const ANSWERS_EACH = 10;

interface Asked {
  readonly question: Generated<unknown>;
  readonly completion: string;
}

/** What two judges said of so many answers. */
export interface Comparison {
  readonly compared: number;
  /** How often each reason came up. */
  readonly reasons: ReadonlyMap<string, number>;
  readonly disagreements: readonly string[];
}

/** The environment's verdicts on right and spoilt answers of every level beside those of a judge written from the page. */
export async function compareSat(series: string, answers: number): Promise<Comparison> {
  const asked = answersTo(satEnvironment, series, answers, (oracle, random) => {
    const right = between(oracle, "answer").trim().split(/\s+/).map(Number);
    return completionAround(spelledAssignment(right, random), "answer", random);
  });
  return compare(satEnvironment, asked, ({ question, completion }) => judgeSat(question.prompt, completion));
}

/** As {@link compareSat}; one process of CPython runs all programs. */
export async function compareAbd(series: string, answers: number): Promise<Comparison> {
  const asked = answersTo(abdEnvironment, series, answers, (oracle, random) =>
    completionAround(spelledInput(between(oracle, "input").trim(), random), "input", random),
  );
  const judged = asked.map(({ question, completion }) => judgeAbd(question.prompt, completion));
  const printed = runInCPython(judged.flatMap((one) => (one.done ? [] : [one.job])));
  let run = 0;
  const verdicts = judged.map((one): SecondVerdict => {
    if (one.done) return one.verdict;
    const [output] = printed[run] ?? [];
    run += 1;
    return output === one.wanted ? { score: 1, reason: "correct" } : { score: 0, reason: "wrong_output" };
  });
  return compare(abdEnvironment, asked, (_, index) => verdicts[index] as SecondVerdict);
}

function answersTo(
  environment: Environment,
  series: string,
  answers: number,
  say: (oracle: string, random: Random) => string,
): Asked[] {
  const { info, study } = environment;
  return Array.from({ length: Math.ceil(answers / ANSWERS_EACH) }, (_, index) => {
    const level = info.levels[index % info.levels.length] as number;
    const question = environment.generate({ level }, `second-${series}-${index}`);
    const oracle = study?.oracle(question);
    if (typeof oracle !== "string") throw new Error(`${info.name} has no right answer to spoil.`);
    const random = Random.from("affine/test/second", info.name, series, index);
    return Array.from({ length: ANSWERS_EACH }, () => ({ question, completion: say(oracle, random) }));
  }).flat();
}

async function compare(
  environment: Environment,
  asked: readonly Asked[],
  second: (asked: Asked, index: number) => SecondVerdict,
): Promise<Comparison> {
  const reasons = new Map<string, number>();
  const disagreements: string[] = [];
  for (const [index, one] of asked.entries()) {
    const { score, reason } = await environment.check(one.question.secret, one.completion);
    const other = second(one, index);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (score === other.score && reason === other.reason) continue;
    disagreements.push(`${score} ${reason} here, ${other.score} ${other.reason} there: ${one.completion}`);
  }
  return { compared: asked.length, reasons, disagreements };
}

function between(text: string, tag: string): string {
  return new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(text)?.[1] ?? "";
}
