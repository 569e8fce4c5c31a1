import type { Bar, BaselineResult, Card } from "../../../envs/index.ts";
import { percent } from "../../evaluation/score-table.ts";

/** The baselines of a card, level by level, and its bars. */
export function cardLines({ facts }: Card): string[] {
  const baselines = (["blind", "shallow", "strong"] as const).flatMap((kind) =>
    facts[kind].map((result) => `${kind.padEnd(8)}${result.baseline}: ${rates(result)}`),
  );
  const bars = facts.bars.map((bar) => `${barWord(bar).padEnd(7)} ${bar.check}: ${bar.measured} (${bar.bar})`);
  return [...baselines, ...bars];
}

/** How it stands with a bar. */
export function barWord({ met, tooFew }: Bar): string {
  if (met) return "met";
  return tooFew === true ? "TOO FEW" : "MISSED";
}

/** What differs between two cards of an environment: bars, and the pass rates of baselines. */
export function cardDifference(before: Card, after: Card): string[] {
  const lines = after.facts.bars.flatMap((bar) => {
    const old = before.facts.bars.find(({ check }) => check === bar.check);
    return old?.measured === bar.measured ? [] : [`${bar.check}: ${old?.measured ?? "-"} → ${bar.measured}`];
  });
  const all = ({ facts }: Card): readonly BaselineResult[] => [...facts.blind, ...facts.shallow, ...facts.strong];
  for (const result of all(after)) {
    const old = all(before).find(({ baseline }) => baseline === result.baseline);
    const was = old === undefined ? "-" : rates(old);
    if (was !== rates(result)) lines.push(`${result.baseline}: ${was} → ${rates(result)}`);
  }
  return lines.length === 0 ? ["no figure has changed"] : ["changed:", ...lines.map((line) => `  ${line}`)];
}

function rates({ levels }: BaselineResult): string {
  return Object.entries(levels)
    .map(([level, { passed, asked }]) => `${level}: ${percent((10_000 * passed) / asked)}`)
    .join(", ");
}
