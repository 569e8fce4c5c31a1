import type { Bar, BaselineResult, CardFacts, PassCount } from "./card.ts";

const BLIND_UPPER_PER_MILLION = 10_000;
const SHALLOW_PER_MILLION = 50_000;
const EXACT_PER_MILLION = 1_000;
const SHAPE_PER_MILLION = 10_000;
/** How much more a solver may pass on the next level before that counts as a rise and not as chance. */
const RISE_PER_MILLION = 50_000;

/** The bars of the card, judged on its counts. */
export function judgeBars(facts: Omit<CardFacts, "bars">): Bar[] {
  const { scoredLevels } = facts;
  const oracle = Object.values(facts.oracle);
  const blind = worst(facts.blind, scoredLevels, (count) => count.upper95PerMillion);
  const shallow = worst(facts.shallow, scoredLevels, rate);
  const oneTurn = worst(facts.oneTurn ?? [], scoredLevels, rate);
  const promptBar = facts.promptBarCharacters;
  const repeats = Object.values(facts.duplicates);
  const exact = Math.max(0, ...repeats.map((count) => perMillion(count.exact, count.asked)));
  const shape = Math.max(0, ...repeats.map((count) => perMillion(count.shape, count.asked)));
  const risen = facts.strong.flatMap(risesAt);
  const { fuzz, leaks } = facts;
  const passed = oracle.reduce((sum, count) => sum + count.passed, 0);
  const asked = oracle.reduce((sum, count) => sum + count.asked, 0);
  return [
    { check: "right answer passes", bar: "always", measured: `${passed} of ${asked}`, met: passed === asked },
    limit("blind baselines, upper 95%", blind.perMillion, BLIND_UPPER_PER_MILLION, blind.where),
    ...(facts.oneTurn === undefined
      ? []
      : [limit("one-turn policies, mean reward", oneTurn.perMillion, SHALLOW_PER_MILLION, oneTurn.where)]),
    limit("shallow heuristics", shallow.perMillion, SHALLOW_PER_MILLION, shallow.where),
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
    ...(facts.replays === undefined
      ? []
      : [
          {
            check: "episodes replayed from their id",
            bar: "equal at every turn",
            measured: `${facts.replays.unequal} unequal of ${facts.replays.asked}`,
            met: facts.replays.unequal === 0,
          },
        ]),
    limit("exact duplicates", exact, EXACT_PER_MILLION),
    limit("duplicates in shape", shape, SHAPE_PER_MILLION),
    {
      check: "prompt",
      bar: `≤ ${promptBar} characters`,
      measured: String(facts.longestPromptCharacters),
      met: facts.longestPromptCharacters <= promptBar,
    },
    {
      check: "hostile answers",
      bar: "no throw, every zero with a reason",
      measured: `${fuzz.throws} thrown, ${fuzz.malformedVerdicts} malformed of ${fuzz.answers}`,
      met: fuzz.throws === 0 && fuzz.malformedVerdicts === 0,
    },
  ];
}

/** A rate and whose it is. */
interface Worst {
  readonly perMillion: number;
  /** `random, level 3`; where no baseline has passed, of how many questions; nothing for a rate of 0. */
  readonly where: string;
}

function worst(results: readonly BaselineResult[], levels: readonly number[], of: (count: PassCount) => number): Worst {
  let found: Worst = { perMillion: 0, where: "" };
  for (const { baseline, levels: counts } of results) {
    for (const level of levels) {
      const count = counts[level];
      if (count === undefined || of(count) <= found.perMillion) continue;
      found = {
        perMillion: of(count),
        where: count.passed === 0 ? `none of ${count.asked}` : `${baseline}, level ${level}`,
      };
    }
  }
  return found;
}

/** `DPLL, 50 conflicts at level 4`, for each level at which a solver passes more than on the one before. */
function risesAt({ baseline, levels }: BaselineResult): string[] {
  const rates = Object.entries(levels).map(([level, count]) => ({ level, perMillion: rate(count) }));
  return rates
    .filter(({ perMillion }, index) => index > 0 && perMillion > (rates[index - 1]?.perMillion ?? 0) + RISE_PER_MILLION)
    .map(({ level }) => `${baseline} at level ${level}`);
}

/** The pass rate, or the mean reward where there is partial credit. */
function rate(count: PassCount): number {
  return count.meanPerMillion ?? perMillion(count.passed, count.asked);
}

function perMillion(part: number, whole: number): number {
  return Math.round((part * 1_000_000) / whole);
}

function limit(check: string, perMillionth: number, bar: number, where = ""): Bar {
  const measured = where === "" ? percent(perMillionth) : `${percent(perMillionth)} (${where})`;
  return { check, bar: `≤ ${percent(bar)}`, measured, met: perMillionth <= bar };
}

function percent(perMillionth: number): string {
  return `${perMillionth / 10_000}%`;
}
