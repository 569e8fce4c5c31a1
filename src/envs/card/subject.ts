import { AffineError } from "../../core/index.ts";
import type { CheckContext, Environment } from "../environment.ts";
import type { Generated } from "../generated.ts";
import type { Baseline, Question, Study } from "../study.ts";

/** An environment under measurement. */
export interface Subject {
  readonly environment: Environment;
  readonly study: Study;
  readonly context: CheckContext;
}

/** @throws AffineError `unsupported` for an environment without a study. */
export function subjectOf(environment: Environment, context: CheckContext): Subject {
  const { study, info } = environment;
  if (study !== undefined) return { environment, study, context };
  throw new AffineError("unsupported", `${info.name} has no study, so there is nothing to make a card from.`, {
    hint: "Give defineEnvironment a `study`: an oracle, baselines and what makes two questions the same.",
  });
}

/** Question number `index` of a series; `what` keeps the series of different checks apart. */
export function draw(subject: Subject, level: number, what: string, index: number): Generated<unknown> {
  return subject.environment.generate({ level }, `card-${what}-${index}`);
}

/** All baselines of a study, in the order in which their passes are counted. */
export function baselinesOf({ blind, shallow, strong }: Study): readonly Baseline[] {
  return [...blind, ...shallow, ...strong];
}

export function questionOf({ study }: Subject, level: number, generated: Generated<unknown>): Question {
  const { prompt, messages } = generated;
  return { params: { level }, prompt, messages, opened: study.opened?.(generated) };
}

/** True when an answer gets the full score. */
export async function passes(subject: Subject, secret: unknown, completion: unknown): Promise<boolean> {
  return (await subject.environment.check(secret, completion, subject.context)).thousandths === 1000;
}
