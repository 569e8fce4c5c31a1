import type { BaselineResult, Card, ModelLevel } from "../../src/envs/index.ts";

/** A column that the card does not hold, such as the terms of a level. */
export interface Column {
  readonly title: string;
  readonly cell: (level: number) => string;
}

/** The ladder of a card as a Markdown table: a row for each level, the sample sizes below. */
export function ladder(card: Card, terms: readonly Column[]): string {
  const { facts, timings } = card;
  const levels = Object.keys(facts.oracle).map(Number);
  const columns: Column[] = [
    { title: "level", cell: (level) => (facts.scoredLevels.includes(level) ? String(level) : `${level} (training)`) },
    ...terms,
    { title: "guesses, the best of them", cell: (level) => share(best(facts.blind, level)) },
    ...(facts.oneTurn === undefined
      ? []
      : [
          {
            title: "claims at once, the best of them",
            cell: (level: number) => share(best(facts.oneTurn ?? [], level)),
          },
        ]),
    ...[...facts.shallow, ...facts.strong].map((result) => ({
      title: result.baseline,
      cell: (level: number) => share(result.levels[level]),
    })),
    ...Object.keys(facts.figures[levels[0] ?? 0] ?? {}).map((name) => ({
      title: words(name),
      cell: (level: number) => String(facts.figures[level]?.[name] ?? "–"),
    })),
    ...(card.models ?? []).map(({ model, levels: rows }) => ({
      title: `${model}: passed, tokens, cut off`,
      cell: (level: number) => measured(rows[level]),
    })),
    ...(timings === null
      ? []
      : [
          { title: "generate, p99", cell: (level: number) => milliseconds(timings.generateP99Us[level]) },
          { title: "check, p99", cell: (level: number) => milliseconds(timings.checkP99Us[level]) },
        ]),
  ];
  const rows = levels.map((level) => columns.map(({ cell }) => cell(level)));
  return [columns.map(({ title }) => title), columns.map(() => "---"), ...rows].map(line).join("\n");
}

/** The bars of a card as a Markdown table. */
export function bars({ facts, timings }: Card): string {
  const rows = [...facts.bars, ...(timings?.bars ?? [])].map(({ check, bar, measured }) => [check, bar, measured]);
  return [["check", "bar", "measured"], ["---", "---", "---"], ...rows].map(line).join("\n");
}

/** How much was measured. */
export function sizes({ facts, timings }: Card): string {
  const asked = Object.values(facts.duplicates)[0]?.asked ?? 0;
  const runs =
    timings === null ? "" : ` Times are ${timings.clock}, the middle one of ${timings.runs} runs of each question.`;
  return `${group(facts.samples)} questions a level for right answers and baselines, ${group(asked)} a scored level for duplicates, ${group(facts.fuzz.answers)} hostile answers; other figures are medians of ${Math.min(60, facts.samples)} questions.${runs}`;
}

type PassCount = BaselineResult["levels"][string];

function best(results: readonly BaselineResult[], level: number): PassCount | undefined {
  const counts = results.map(({ levels }) => levels[level]).filter((count) => count !== undefined);
  return counts.sort((a, b) => rate(b) - rate(a))[0];
}

/** Tenths of a percent. */
function share(count: PassCount | undefined): string {
  return count === undefined ? "–" : `${Math.round(1000 * rate(count)) / 10}%`;
}

/** The part that passes, or the mean reward where there is partial credit. */
function rate({ passed, asked, meanPerMillion }: PassCount): number {
  return meanPerMillion === undefined ? passed / asked : meanPerMillion / 1_000_000;
}

/** `2 of 20, 104, 3`. */
function measured(row: ModelLevel | undefined): string {
  if (row === undefined) return "–";
  return `${row.passed} of ${row.asked}, ${row.completionTokens ?? "–"}, ${row.truncated}`;
}

function milliseconds(microseconds: number | undefined): string {
  if (microseconds === undefined) return "–";
  return microseconds < 1000 ? `${microseconds} µs` : `${Math.round(microseconds / 100) / 10} ms`;
}

/** `promptCharacters` as "prompt characters". */
function words(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function group(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
