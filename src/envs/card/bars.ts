import type { Bar, BaselineResult, CardFacts, PassCount } from "./card.ts";

const BLIND_UPPER_PER_MILLION = 10_000;
const SHALLOW_PER_MILLION = 50_000;
const EXACT_PER_MILLION = 1_000;
const SHAPE_PER_MILLION = 10_000;
const PROMPT_CHARACTERS = 8_000;
/** How much more a solver may pass on the next level before that counts as a rise and not as chance. */
const RISE_PER_MILLION = 50_000;

/** The bars of the card, judged on its counts. */
export function judgeBars(facts: Omit<CardFacts, "bars">): Bar[] {
  const { scoredLevels } = facts;
  const oracle = Object.values(facts.oracle);
  const blind = worst(facts.blind, scoredLevels, (count) => count.upper95PerMillion);
  const shallow = worst(facts.shallow, scoredLevels, rate);
  const repeats = Object.values(facts.duplicates);
  const exact = Math.max(0, ...repeats.map((count) => perMillion(count.exact, count.asked)));
  const shape = Math.max(0, ...repeats.map((count) => perMillion(count.shape, count.asked)));
  const risen = facts.strong.filter(rises).map((result) => result.baseline);
  const { fuzz, leaks } = facts;
  const passed = oracle.reduce((sum, count) => sum + count.passed, 0);
  const asked = oracle.reduce((sum, count) => sum + count.asked, 0);
  return [
    { check: "right answer passes", bar: "always", measured: `${passed} of ${asked}`, met: passed === asked },
    limit("blind baselines, upper 95%", blind, BLIND_UPPER_PER_MILLION),
    limit("shallow heuristics", shallow, SHALLOW_PER_MILLION),
    {
      check: "bounded solvers, level by level",
      bar: "no rise of more than 5 points",
      measured: risen.length === 0 ? "none" : risen.join(", "),
      met: risen.length === 0,
    },
    {
      check: "answer in the prompt",
      bar: "never",
      measured: `${leaks.found} of ${leaks.asked}`,
      met: leaks.found === 0,
    },
    limit("exact duplicates", exact, EXACT_PER_MILLION),
    limit("duplicates in shape", shape, SHAPE_PER_MILLION),
    {
      check: "prompt",
      bar: `≤ ${PROMPT_CHARACTERS} characters`,
      measured: String(facts.longestPromptCharacters),
      met: facts.longestPromptCharacters <= PROMPT_CHARACTERS,
    },
    {
      check: "hostile answers",
      bar: "no throw, every zero with a reason",
      measured: `${fuzz.throws} thrown, ${fuzz.malformedVerdicts} malformed of ${fuzz.answers}`,
      met: fuzz.throws === 0 && fuzz.malformedVerdicts === 0,
    },
  ];
}

function worst(
  results: readonly BaselineResult[],
  levels: readonly number[],
  of: (count: PassCount) => number,
): number {
  const counts = results.flatMap((result) => levels.map((level) => result.levels[level]));
  return Math.max(0, ...counts.filter((count) => count !== undefined).map(of));
}

function rises(result: BaselineResult): boolean {
  const rates = Object.values(result.levels).map(rate);
  return rates.some((value, index) => index > 0 && value > (rates[index - 1] as number) + RISE_PER_MILLION);
}

function rate(count: PassCount): number {
  return perMillion(count.passed, count.asked);
}

function perMillion(part: number, whole: number): number {
  return Math.round((part * 1_000_000) / whole);
}

function limit(check: string, measured: number, bar: number): Bar {
  return { check, bar: `≤ ${percent(bar)}`, measured: percent(measured), met: measured <= bar };
}

function percent(perMillionth: number): string {
  return `${perMillionth / 10_000}%`;
}
