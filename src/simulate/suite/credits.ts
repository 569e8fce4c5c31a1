import { AffineError } from "../../core/index.ts";
import type { Generator } from "../random/generator.ts";
import type { FigureTable } from "../report/figures.ts";
import { meanOf, type Sample } from "../statistics.ts";
import { playTest } from "../v2/play-test.ts";
import { equalValidators } from "../v2/validators.ts";
import type { Credit } from "../world/credit.ts";
import { pairOfCell } from "./cells.ts";
import { pick, shareNamed } from "./samples.ts";

/** As many as decide on the network, and questions of each a round. */
const ENVIRONMENTS = 4;
const QUESTIONS = 2;
/** As HUNT's, whose bound lies seven turns before the end as often as not. */
const STEPS = 6;
const WIDTHS = [0.5, 1, 2, 4] as const;

/** What is compared: where there is credit in steps, and how far these lie apart. */
export const CREDITS: Readonly<Record<string, Credit | null>> = {
  "right or wrong": null,
  ...Object.fromEntries(
    [1, ENVIRONMENTS].flatMap((environments) =>
      WIDTHS.map((width) => [
        `${environments === 1 ? "one" : "all"} of four, ${width}`,
        { steps: STEPS, width, environments },
      ]),
    ),
  ),
};
/** Who challenges. */
export const CREDITED_CELLS = ["exact copy", "+5 all", "+2 all"] as const;

/** One test of a challenger with such credit. */
export function playCredit(name: string, cell: string, generator: Generator): Sample {
  const credit = CREDITS[name];
  if (credit === undefined) throw new AffineError("internal", `There is no credit "${name}".`);
  const { state, rounds } = playTest(
    {
      ...pairOfCell(cell, ENVIRONMENTS),
      validators: equalValidators(1),
      questions: QUESTIONS,
      ...(credit === null ? {} : { credit }),
    },
    generator,
  );
  return { crowned: state === "candidate" ? 1 : 0, rounds };
}

/** What partial credit does to the rounds that a test takes. */
export function creditTable(of: (name: string, cell: string) => readonly Sample[]): FigureTable {
  return {
    title: "affine-v2: partial credit; E = 4, two questions, one validator",
    note:
      `Rounds of all tests, whatever their end. Credit in ${STEPS} steps whose ends lie so many standard deviations of an ` +
      "answer's luck apart, in one environment of four or in all; a skill is the mean reward.",
    rows: Object.keys(CREDITS).map((label) => {
      const [copy, better, little] = CREDITED_CELLS.map((cell) => of(label, cell)) as [
        readonly Sample[],
        readonly Sample[],
        readonly Sample[],
      ];
      return {
        label,
        figures: [
          { name: "copy: P(crown)", ours: shareNamed(copy, "crowned") },
          { name: "+5: rounds", ours: meanOf(pick(better, "rounds")) },
          { name: "+2: rounds", ours: meanOf(pick(little, "rounds")) },
          { name: "+2: P(crown)", ours: shareNamed(little, "crowned") },
        ],
      };
    }),
    drawn: ["+5: rounds"],
  };
}
