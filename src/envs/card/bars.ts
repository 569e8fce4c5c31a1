import type { Bar, BaselineResult, CardFacts, PassCount } from "./card.ts";

const BLIND_UPPER_PER_MILLION = 10_000;
/** So many questions, none of them passed, bring the limit below the bar: ln(0.05) / ln(0.99) is 298.07. */
const BLIND_QUESTIONS = 300;
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
    blindBar(blind),
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
  readonly baseline: string;
  readonly passed: number;
}

function worst(results: readonly BaselineResult[], levels: readonly number[], of: (count: PassCount) => number): Worst {
  let found: Worst = { perMillion: 0, where: "", baseline: "", passed: 0 };
  for (const { baseline, levels: counts } of results) {
    for (const level of levels) {
      const count = counts[level];
      if (count === undefined || of(count) <= found.perMillion) continue;
      const named = `${baseline}, level ${level}`;
      const where = count.passed === 0 ? `none of ${count.asked}` : named;
      found = { perMillion: of(count), where, baseline: named, passed: count.passed };
    }
  }
  return found;
}

/** A baseline that has passed nothing has missed nothing: there were too few questions to show how seldom it does. */
function blindBar({ perMillion: upper, where, baseline, passed }: Worst): Bar {
  const check = "blind baselines, upper 95%";
  const bar = limit(check, upper, BLIND_UPPER_PER_MILLION, where);
  if (bar.met || passed > 0) return bar;
  const told = `${where}: ${baseline}; it takes ${BLIND_QUESTIONS}`;
  return { ...limit(check, upper, BLIND_UPPER_PER_MILLION, told), tooFew: true };
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
