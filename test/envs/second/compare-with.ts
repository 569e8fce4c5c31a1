import { Random } from "../../../src/core/index.ts";
import type { Environment, Generated } from "../../../src/envs/index.ts";

/** Answers to one question. */
const ANSWERS_EACH = 10;

export interface Asked {
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

/** Right and spoilt answers to questions of all levels, or of some, in turn. */
export function answersTo(
  environment: Environment,
  series: string,
  answers: number,
  say: (oracle: string, random: Random, question: Generated<unknown>) => string,
  levels: readonly number[] = environment.info.levels,
): Asked[] {
  const { info, study } = environment;
  return Array.from({ length: Math.ceil(answers / ANSWERS_EACH) }, (_, index) => {
    const level = levels[index % levels.length] as number;
    const question = environment.generate({ level }, `second-${series}-${index}`);
    const oracle = study?.oracle(question);
    if (typeof oracle !== "string") throw new Error(`${info.name} has no right answer to spoil.`);
    const random = Random.from("affine/test/second", info.name, series, index);
    return Array.from({ length: ANSWERS_EACH }, () => ({ question, completion: say(oracle, random, question) }));
  }).flat();
}

/** The environment's verdicts beside those of a second judge, which gives scores in thousandths. */
export async function compareWith(
  environment: Environment,
  asked: readonly Asked[],
  second: (asked: Asked, index: number) => { readonly thousandths: number; readonly reason: string },
): Promise<Comparison> {
  const reasons = new Map<string, number>();
  const disagreements: string[] = [];
  for (const [index, one] of asked.entries()) {
    const { thousandths, reason } = await environment.check(one.question.secret, one.completion);
    const other = second(one, index);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (thousandths === other.thousandths && reason === other.reason) continue;
    disagreements.push(
      `${thousandths} ${reason} here, ${other.thousandths} ${other.reason} there: ${JSON.stringify(one.completion)}`,
    );
  }
  return { compared: asked.length, reasons, disagreements };
}

/** What stands between a tag and its end. */
export function between(text: string, tag: string): string {
  return new RegExp(`<${tag}>([\\s\\S]*)</${tag}>`).exec(text)?.[1] ?? "";
}
