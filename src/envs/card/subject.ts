import { AffineError } from "../../core/index.ts";
import type { CheckContext, Environment } from "../environment.ts";
import { playPolicyOn } from "../episode/play-policy.ts";
import type { Generated } from "../generated.ts";
import { needEnvironment } from "../needed-environment.ts";
import { needStudy, wellFormedPart } from "../needed-study.ts";
import { observed } from "../observe-calls.ts";
import type { Baseline, Question, Study } from "../study.ts";
import { brokenBy } from "../well-formed.ts";

/** An environment under measurement. */
export interface Subject {
  readonly environment: Environment;
  readonly study: Study;
  readonly context: CheckContext;
}

/** @throws AffineError `unsupported` for an environment without a study. */
export function subjectOf(environment: Environment, context: CheckContext): Subject {
  needEnvironment(environment, "A card");
  const { study, info } = environment;
  if (study !== undefined) needStudy(info.name, study);
  if (study !== undefined) return { environment, study: observedStudy(info.name, study), context };
  throw new AffineError("unsupported", `${info.name} has no study, so there is nothing to make a card from.`, {
    hint: "Give defineEnvironment a `study`: an oracle, baselines and what makes two questions the same.",
  });
}

/** Question number `index` of a series; `what` keeps the series of different checks apart. */
export function draw(subject: Subject, level: number, what: string, index: number): Generated<unknown> {
  const { params, seed } = seriesOf(level, what, index);
  return subject.environment.generate(params, seed);
}

/** What a question is made from. */
export interface Series {
  readonly params: { readonly level: number };
  readonly seed: string;
}

export function seriesOf(level: number, what: string, index: number): Series {
  return { params: { level }, seed: `card-${what}-${index}` };
}

/** All baselines of a study, in the order in which their passes are counted. */
export function baselinesOf({ blind, oneTurn = [], shallow, strong }: Study): readonly Baseline[] {
  return [...blind, ...oneTurn, ...shallow, ...strong];
}

export function questionOf(
  { environment, study, context }: Subject,
  level: number,
  generated: Generated<unknown>,
): Question {
  const { prompt, messages, secret } = generated;
  const question = { params: { level }, prompt, messages, opened: study.opened?.(generated) };
  const { episode } = environment;
  if (episode === undefined) return question;
  return {
    ...question,
    play: (policy, random) => playPolicyOn((turns) => episode.playFrom(secret, turns, context), policy, random),
  };
}

/** Whether an answer may get a part of the score. */
export function hasPartialCredit({ environment, study }: Subject): boolean {
  return environment.episode !== undefined || study.partialCredit === true;
}

/** True when an answer gets the full score. */
export async function passes(subject: Subject, secret: unknown, completion: unknown): Promise<boolean> {
  return (await scoreOf(subject, secret, completion)) === 1000;
}

/** An answer's score in thousandths. */
export async function scoreOf(subject: Subject, secret: unknown, completion: unknown): Promise<number> {
  return (await subject.environment.check(secret, completion, subject.context)).thousandths;
}

/** The same study, of whose calls a watcher is told. */
function observedStudy(name: string, study: Study): Study {
  const told = <Result>(what: string, run: () => Result): Result =>
    observed(
      name,
      () => `${what} of the study of ${name}`,
      () => orBroken(name, what, run),
    );
  const each = (baselines: readonly Baseline[]): readonly Baseline[] =>
    baselines.map((baseline) => ({
      ...baseline,
      answer: (question, random) => told(`baseline "${baseline.name}"`, () => baseline.answer(question, random)),
    }));
  const { oneTurn } = study;
  return {
    ...study,
    ...(study.opened === undefined ? {} : { opened: (made) => told("opened", () => study.opened?.(made)) }),
    oracle: (made) => told("oracle", () => study.oracle(made)),
    blind: each(study.blind),
    ...(oneTurn === undefined ? {} : { oneTurn: each(oneTurn) }),
    shallow: each(study.shallow),
    strong: each(study.strong),
    answerLines: (made) => told("answerLines", () => wellFormedPart(name, "answerLines", study.answerLines(made))),
    shape: (made) => told("shape", () => wellFormedPart(name, "shape", study.shape(made))),
    figures: (made) => told("figures", () => wellFormedPart(name, "figures", study.figures(made))),
  };
}

/** What a study's code throws, now or later, is told as its fault. */
function orBroken<Result>(name: string, what: string, run: () => Result): Result {
  const broken = (cause: unknown): never => {
    throw brokenBy(
      cause,
      `${what} of the study of ${name} failed`,
      "Mend the study, which must answer every question.",
    );
  };
  try {
    const result = run();
    return result instanceof Promise ? ((result as Promise<unknown>).catch(broken) as Result) : result;
  } catch (cause) {
    return broken(cause);
  }
}
