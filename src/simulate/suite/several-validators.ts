import type { Generator } from "../random/generator.ts";
import type { Figure, FigureTable } from "../report/figures.ts";
import { meanOf, type Sample } from "../statistics.ts";
import { playTest, type Rewrite } from "../v2/play-test.ts";
import { equalValidators } from "../v2/validators.ts";
import { pairOfCell } from "./cells.ts";
import { pick, shareNamed } from "./samples.ts";

/** What the first validator does to a test. */
export const CONDUCTS = ["honest copy", "forged copy", "honest +5", "blocked +5"] as const;
export type Conduct = (typeof CONDUCTS)[number];

/** Numbers of validators that are measured. */
export const VALIDATOR_COUNTS = [1, 2, 3, 4, 5] as const;

const CELL: Readonly<Record<Conduct, string>> = {
  "honest copy": "exact copy",
  "forged copy": "exact copy",
  "honest +5": "+5 all",
  "blocked +5": "+5 all",
};

const forge: Rewrite = ({ kind, challenger }) => ({
  kind,
  challenger: challenger.map(() => 1000),
  champion: challenger.map(() => 0),
});
const block: Rewrite = ({ kind, challenger }) => ({
  kind,
  challenger: challenger.map(() => 0),
  champion: challenger.map(() => 1000),
});

/** One test of E = 3 whose rounds are shared by so many validators, of whom the first may lie in every round. */
export function playSeveralValidators(validators: number, conduct: Conduct, generator: Generator): Sample {
  const rewrite = conduct === "forged copy" ? forge : conduct === "blocked +5" ? block : undefined;
  const setting = { ...pairOfCell(CELL[conduct], 3), validators: equalValidators(validators) };
  const { state, rounds, leftOut } = playTest({ ...setting, ...(rewrite === undefined ? {} : { rewrite }) }, generator);
  return {
    crowned: state === "candidate" ? 1 : 0,
    frozen: state === "frozen" ? 1 : 0,
    rounds,
    liarOut: leftOut.includes("v0") ? 1 : 0,
    honestOut: leftOut.some((hotkey) => hotkey !== "v0") ? 1 : 0,
  };
}

/** What several validators cost, and what one of them who lies achieves. @param samples by number, then by conduct */
export function severalValidatorsTable(samples: readonly (readonly Sample[])[]): FigureTable {
  return {
    title: "affine-v2: V validators, of whom one may lie in every round; E = 3",
    note:
      "Rounds that count. A forger writes that its copy always wins, a blocker that the model 5 points better always " +
      "loses. One validator is trusted; of two, nobody can tell who lies, and the test freezes.",
    rows: VALIDATOR_COUNTS.map((validators, place) => {
      const at = place * CONDUCTS.length;
      const [copy = [], forged = [], better = [], blocked = []] = samples.slice(at, at + CONDUCTS.length);
      const rounds = (name: string, own: readonly Sample[]): Figure => ({ name, ours: meanOf(pick(own, "rounds")) });
      return {
        label: `V = ${validators}`,
        figures: [
          rounds("copy: rounds", copy),
          rounds("+5: rounds", better),
          { name: "forged copy: P(crown)", ours: shareNamed(forged, "crowned") },
          { name: "P(frozen)", ours: shareNamed(forged, "frozen") },
          { name: "P(forger left out)", ours: shareNamed(forged, "liarOut") },
          { name: "blocked +5: P(crown)", ours: shareNamed(blocked, "crowned") },
          { name: "P(honest left out)", ours: shareNamed([...copy, ...better], "honestOut") },
        ],
      };
    }),
    drawn: ["forged copy: P(crown)", "blocked +5: P(crown)"],
  };
}
