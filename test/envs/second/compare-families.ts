import { environment } from "../../../src/envs/index.ts";
import { answersTo, between, compareWith, type Comparison } from "./compare-with.ts";
import { judgeOpt } from "./opt-judge.ts";
import { judgePlan } from "./plan-judge.ts";
import { judgeProve } from "./prove-judge.ts";
import type { SecondVerdict } from "./sat-judge.ts";
import { completionAround } from "./spelled-answers.ts";
import { spelledChoice } from "./spelled-choice.ts";
import { spelledPlan } from "./spelled-plan.ts";
import { spelledProof } from "./spelled-proof.ts";
import { spelledValues } from "./spelled-track.ts";
import { judgeTrack } from "./track-judge.ts";

type Spell = typeof spelledPlan;
type Judge = (prompt: string, completion: string) => SecondVerdict;

const FAMILIES: Readonly<Record<string, { readonly spell: Spell; readonly judge: Judge }>> = {
  TRACK: { spell: spelledValues, judge: judgeTrack },
  PLAN: { spell: spelledPlan, judge: judgePlan },
  PROVE: { spell: spelledProof, judge: judgeProve },
};

/** An environment's verdicts on right and spoilt answers beside those of a judge written from its page. */
export async function compareFamily(
  name: string,
  series: string,
  answers: number,
  levels?: readonly number[],
): Promise<Comparison> {
  const { spell, judge } = FAMILIES[name] as (typeof FAMILIES)[string];
  const asked = answersTo(
    environment(name),
    series,
    answers,
    (oracle, random) => completionAround(spell(between(oracle, "answer"), random), "answer", random),
    levels,
  );
  return compareWith(environment(name), asked, ({ question, completion }) => {
    const { score, reason } = judge(question.prompt, completion);
    return { thousandths: 1000 * score, reason };
  });
}

/** As {@link compareFamily} for OPT, whose scores are thousandths. */
export async function compareOpt(series: string, answers: number, levels?: readonly number[]): Promise<Comparison> {
  const say: Parameters<typeof answersTo>[3] = (oracle, random, { prompt }) => {
    const rows = Array.from(
      prompt.matchAll(/^([a-z]+): value (\d+), cost (\d+), time (\d+)$/gm),
      ([, name = "", ...figures]) => [name, figures.slice(0, 3).map(Number)] as const,
    );
    return completionAround(spelledChoice(between(oracle, "answer"), new Map(rows), random), "answer", random);
  };
  const asked = answersTo(environment("OPT"), series, answers, say, levels);
  return compareWith(environment("OPT"), asked, ({ question, completion }) => judgeOpt(question.prompt, completion));
}
