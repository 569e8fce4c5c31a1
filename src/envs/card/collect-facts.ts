import type { Environment } from "../environment.ts";
import type { BaselineResult, CardFacts } from "./card.ts";
import type { CardSlice, ResultOf, SliceResult } from "./slice.ts";
import { hasPartialCredit, type Subject } from "./subject.ts";
import { upper95PerMillion } from "./upper-bound.ts";

/** Where an environment has no bar of its own. */
const PROMPT_BAR_CHARACTERS = 8_000;

/** A slice and what was counted in it. */
export interface Measured {
  readonly slice: CardSlice;
  readonly result: SliceResult;
}

/** Puts the slices of a card together, in their own order. */
export function collectFacts(
  subject: Subject,
  samples: number,
  measured: readonly Measured[],
): Omit<CardFacts, "bars"> {
  const { environment, study } = subject;
  const { info } = environment;
  const byLevel = <Check extends CardSlice["check"], Fact>(
    check: Check,
    levels: Environment["info"]["levels"],
    fact: (results: readonly ResultOf<Check>[]) => Fact,
  ): Record<string, Fact> =>
    Object.fromEntries(levels.map((level) => [level, fact(resultsOf(measured, check, level))]));
  const groups = byLevel("baselines", info.levels, (results) => results);
  let place = 0;
  const rates = (baselines: readonly { readonly name: string }[]): BaselineResult[] =>
    baselines.map(({ name }) => {
      const own = place;
      place += 1;
      const levels = Object.entries(groups).map(([level, results]) => {
        const asked = sum(results.map((result) => result.asked));
        const passed = sum(results.map((result) => result.passed[own] ?? 0));
        const count = { asked, passed, upper95PerMillion: upper95PerMillion(passed, asked) };
        if (!hasPartialCredit(subject)) return [level, count] as const;
        const score = sum(results.map((result) => result.thousandths?.[own] ?? 0));
        return [level, { ...count, meanPerMillion: Math.round((score * 1000) / asked) }] as const;
      });
      return { baseline: name, levels: Object.fromEntries(levels) };
    });
  const oracle = byLevel("oracle", info.levels, (results) => ({
    asked: sum(results.map((result) => result.asked)),
    passed: sum(results.map((result) => result.passed)),
  }));
  const oracles = info.levels.flatMap((level) => resultsOf(measured, "oracle", level));
  const drawn = info.scoredLevels.flatMap((level) => resultsOf(measured, "duplicates", level));
  const hostile = resultsOf(measured, "hostile", 0);
  return {
    environment: info.name,
    version: info.version,
    samples,
    scoredLevels: info.scoredLevels,
    golden: byLevel("golden", info.levels, (results) => results.flatMap(({ hashes }) => hashes)),
    oracle,
    blind: rates(study.blind),
    ...(study.oneTurn === undefined ? {} : { oneTurn: rates(study.oneTurn) }),
    shallow: rates(study.shallow),
    strong: rates(study.strong),
    figures: byLevel("figures", info.levels, (results) => medians(results.flatMap(({ values }) => values))),
    leaks: {
      asked: sum(oracles.map((result) => result.asked)),
      found: sum(oracles.map((result) => result.leaks)),
    },
    ...(environment.episode === undefined
      ? {}
      : {
          replays: {
            asked: sum(oracles.map((result) => result.asked)),
            unequal: sum(oracles.map((result) => result.unequalReplays ?? 0)),
          },
        }),
    duplicates: byLevel("duplicates", info.scoredLevels, (results) => {
      const prompts = results.flatMap((result) => result.prompts);
      const shapes = results.flatMap((result) => result.shapes);
      return { asked: prompts.length, exact: repeats(prompts), shape: repeats(shapes) };
    }),
    longestPromptCharacters: Math.max(0, ...drawn.map((result) => result.longestPromptCharacters)),
    promptBarCharacters: promptBarOf(subject),
    fuzz: {
      answers: sum(hostile.map((result) => result.answers)),
      throws: sum(hostile.map((result) => result.throws)),
      malformedVerdicts: sum(hostile.map((result) => result.malformedVerdicts)),
    },
  };
}

/** How long a prompt of the environment may be. */
export function promptBarOf({ study }: Subject): number {
  return study.promptBarCharacters ?? PROMPT_BAR_CHARACTERS;
}

function resultsOf<Check extends CardSlice["check"]>(
  measured: readonly Measured[],
  check: Check,
  level: number,
): ResultOf<Check>[] {
  return measured
    .filter(({ slice }) => slice.level === level)
    .map(({ result }) => result)
    .filter((result): result is ResultOf<Check> => result.check === check);
}

function repeats(texts: readonly string[]): number {
  return texts.length - new Set(texts).size;
}

/** The middle value of each figure; the upper one of the two where their number is even. */
function medians(values: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(values.flatMap((figures) => Object.keys(figures)))];
  return Object.fromEntries(
    names.map((name) => {
      const sorted = values.flatMap((figures) => figures[name] ?? []).sort((a, b) => a - b);
      return [name, sorted[sorted.length >> 1] as number];
    }),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
