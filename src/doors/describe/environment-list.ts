import { environments, type BaselineResult, type Card, type Environment } from "../../envs/index.ts";
import { SPLITS } from "../evaluator/splits.ts";
import type { MeasuredBaseline, SentEnvironment } from "./environment-schema.ts";
import { storedCardOf } from "./stored-cards.ts";

/** Every environment with its levels, as `GET /v1/envs` tells it; figures come from the cards. */
export async function environmentList(): Promise<SentEnvironment[]> {
  return Promise.all(environments().map(describe));
}

async function describe({ info }: Environment): Promise<SentEnvironment> {
  const card = await storedCardOf(info);
  return {
    name: info.name,
    version: info.version,
    aliases: [...info.aliases],
    title: info.title,
    description: info.description,
    answer_format: info.answerFormat,
    default_level: info.defaultLevel,
    levels: info.levels.map((level) => ({
      level,
      scored: info.scoredLevels.includes(level),
      difficulty: card?.facts.figures[String(level)] ?? null,
      baselines: card === undefined ? null : baselinesOf(card, String(level)),
    })),
    turns: info.maxTurns ?? 1,
    splits: SPLITS.map(({ name, type, size }) => ({ name, type, num_tasks: size })),
    card_samples: card?.facts.samples ?? null,
  };
}

function baselinesOf({ facts }: Card, level: string): MeasuredBaseline[] {
  const of = (kind: MeasuredBaseline["kind"], results: readonly BaselineResult[]): MeasuredBaseline[] =>
    results.flatMap(({ baseline, levels }) => {
      const count = levels[level];
      return count === undefined ? [] : [{ name: baseline, kind, asked: count.asked, passed: count.passed }];
    });
  const oracle = facts.oracle[level];
  return [
    ...of("blind", facts.blind),
    ...of("shallow", facts.shallow),
    ...of("strong", facts.strong),
    ...(oracle === undefined ? [] : [{ name: "right answer", kind: "oracle" as const, ...oracle }]),
  ];
}
