import type { Figure, FigureTable } from "../report/figures.ts";
import { meanOf, type Sample } from "../statistics.ts";
import { pick, shareNamed } from "./samples.ts";
import { ABSENCES, COALITIONS, FORGED, MISSED, PRICED } from "./scenarios.ts";

/** Samples of a scenario, by its name. */
export type SamplesOf = (scenario: string) => readonly Sample[];

const crown = (name: string, samples: readonly Sample[]): Figure => ({ name, ours: shareNamed(samples, "crowned") });
const mean = (name: string, samples: readonly Sample[], what: string): Figure => ({
  name,
  ours: meanOf(pick(samples, what)),
});

/** Scenarios of {@link scenarioTables}, each to be repeated. */
export const SCENARIOS: readonly string[] = [
  ...Object.keys(ABSENCES).flatMap((away) => [`absence|${away}|exact copy`, `absence|${away}|+5 all`]),
  ...Object.keys(COALITIONS).flatMap((name) => [
    ...FORGED.map((share) => `forge|${name}|${share}`),
    `block|${name}|100`,
  ]),
  ...PRICED.flatMap((count) =>
    [1, 2].flatMap((questions) => ["+5 all", "+2 all"].map((cell) => `price|${count}|${questions}|${cell}`)),
  ),
  ...MISSED.flatMap((share) => [`missing|1|${share}`, `missing|4|${share}`]),
  ...[5, 6, 7].map((power) => `level|${10 ** power}`),
];

/** What absent champions, coalitions and misses do to a test. */
export function scenarioTables(of: SamplesOf): readonly FigureTable[] {
  return [absences(of), coalitions(of), prices(of), misses(of), levels(of)];
}

function absences(of: SamplesOf): FigureTable {
  return {
    title: "affine-v2: the champion's host is away; E = 3, two questions, four validators",
    note: "Rounds of the clock, those in which the test rests included. `when a challenger loses`: an attacker floods the host, knowing both answers; `when it would lose`: the champion stays away.",
    rows: Object.keys(ABSENCES).map((away) => {
      const [copy, better] = ["exact copy", "+5 all"].map((cell) => of(`absence|${away}|${cell}`));
      return {
        label: away,
        figures: [
          crown("copy: P(crown)", copy ?? []),
          crown("+5: P(crown)", better ?? []),
          mean("+5: rounds", better ?? [], "clockRounds"),
          { name: "P(unpaid)", ours: shareNamed(better ?? [], "unpaid") },
        ],
      };
    }),
    drawn: ["copy: P(crown)", "+5: P(crown)"],
  };
}

function coalitions(of: SamplesOf): FigureTable {
  return {
    title: "affine-v2: coalitions that forge or block; E = 3, two questions",
    note: "They forge so many of their rounds for a copy, or write that a model 5 points better always loses.",
    rows: Object.keys(COALITIONS).map((name) => ({
      label: name,
      figures: [
        ...FORGED.map((share) => crown(`copy, ${share}% forged: P(crown)`, of(`forge|${name}|${share}`))),
        crown("blocked +5: P(crown)", of(`block|${name}|100`)),
        mean("its rounds", of(`block|${name}|100`), "rounds"),
      ],
    })),
    drawn: ["blocked +5: P(crown)"],
  };
}

function prices(of: SamplesOf): FigureTable {
  return {
    title: "affine-v2: the price of evidence without any third, by number of questions; E = 3",
    note: "V equal validators, all honest. Rounds of all tests, whatever their end.",
    rows: PRICED.map((count) => ({
      label: `V = ${count}`,
      figures: [1, 2].flatMap((questions) => {
        const words = questions === 1 ? "one question" : "two";
        const [better, little] = ["+5 all", "+2 all"].map((cell) => of(`price|${count}|${questions}|${cell}`));
        return [
          mean(`+5: rounds, ${words}`, better ?? [], "rounds"),
          mean(`+2: rounds, ${words}`, little ?? [], "rounds"),
          crown(`+2: P(crown), ${words}`, little ?? []),
        ];
      }),
    })),
    drawn: ["+2: P(crown), two"],
  };
}

function misses(of: SamplesOf): FigureTable {
  return {
    title: "affine-v2: rounds missing at random, a model 2 points better; E = 3, two questions",
    note: "With one validator every missing round counts as lost, with four those above 2% of one's rounds.",
    rows: MISSED.map((share) => ({
      label: `${share / 100}% missing`,
      figures: [1, 4].map((count) => crown(`V = ${count}: P(crown)`, of(`missing|${count}|${share}`))),
    })),
    drawn: ["V = 1: P(crown)", "V = 4: P(crown)"],
  };
}

function levels(of: SamplesOf): FigureTable {
  return {
    title: "affine-v2: the level of a test by its number in 30 days, a model 5 points better; E = 3, two questions",
    note: "Four validators.",
    rows: [5, 6, 7].map((power) => {
      const samples = of(`level|${10 ** power}`);
      return { label: `10^${power}`, figures: [crown("P(crown)", samples), mean("rounds", samples, "rounds")] };
    }),
    drawn: ["P(crown)"],
  };
}
