import { AffineError } from "../../core/index.ts";
import type { ValidatorShare } from "../../mechanism/index.ts";
import type { Generator } from "../random/generator.ts";
import type { Sample } from "../statistics.ts";
import type { Absence } from "../v2/absence.ts";
import { playTest, type Rewrite, type TestSetting } from "../v2/play-test.ts";
import { equalValidators } from "../v2/validators.ts";
import { pairOfCell } from "./cells.ts";

type Scenario = Omit<TestSetting, "champion" | "challenger"> & { readonly cell: string };

const win: Rewrite = (truth) => ({
  ...truth,
  challenger: truth.challenger.map(() => 2000),
  champion: truth.challenger.map(() => 0),
});
const lose: Rewrite = (truth) => ({
  ...truth,
  challenger: truth.challenger.map(() => 0),
  champion: truth.challenger.map(() => 2000),
});

/** Rounds away, after the first hundred. */
const outage =
  (rounds: number): Absence =>
  ({ round }) =>
    round >= 100 && round < 100 + rounds ? 1 : 0;
const chooser: Absence = ({ truth }) =>
  truth.challenger.reduce((sum, score, env) => sum + score - (truth.champion?.[env] ?? 0), 0) < 0 ? 1 : 0;
const abstainer: Absence = ({ truth }) =>
  truth.challenger.reduce((sum, score, env) => sum + score - (truth.champion?.[env] ?? 0), 0) > 0 ? 1 : 0;

/** When the champion's host does not answer. */
export const ABSENCES: Readonly<Record<string, Absence>> = {
  never: () => 0,
  "24 minutes": outage(40),
  "36 minutes": outage(60),
  "1 hour": outage(100),
  "6 hours": outage(600),
  ...Object.fromEntries([1, 2, 5, 10, 15, 30].map((percent) => [`${percent}% at random`, () => percent / 100])),
  "when a challenger loses": chooser,
  "when it would lose": abstainer,
};

const listOf = (...shares: number[]): readonly ValidatorShare[] =>
  shares.map((share, place) => ({ hotkey: `v${place}`, share }));

/** Validators, and how many of them, the last ones, collude. */
export const COALITIONS: Readonly<Record<string, readonly [validators: readonly ValidatorShare[], members: number]>> = {
  "1 of 4": [equalValidators(4), 1],
  "2 of 7": [equalValidators(7), 2],
  "2 of 8": [equalValidators(8), 2],
  "5 of 16": [equalValidators(16), 5],
  "15 + 10 of 25, 25, 25, 15, 10": [listOf(25, 25, 25, 15, 10), 2],
  "1 of 1,000 and 1": [listOf(1000, 1), 1],
};
/** Shares of their rounds that they forge, in percent. */
export const FORGED = [5, 20, 100] as const;

/** Numbers of validators for the price of their number. */
export const PRICED = [1, 4, 8, 16] as const;
/** Rounds that are missing, in hundredths of a percent. */
export const MISSED = [0, 25, 50, 100, 200] as const;

/** The scenarios of items named by a path: what is tested, and under which circumstances. */
function scenarioOf(name: string): Scenario {
  const [what = "", first = "", second = "", third = ""] = name.split("|");
  switch (what) {
    case "absence":
      return { cell: second, validators: equalValidators(4), questions: 2, absence: ABSENCES[first] as Absence };
    case "forge":
    case "block": {
      const [validators, members] = COALITIONS[first] as (typeof COALITIONS)[string];
      const liars = new Set(validators.map((_, place) => place).slice(-members));
      const chance = Number(second) / 100;
      const rewrite: Rewrite = (truth, generator) =>
        generator.uniform() < chance ? (what === "forge" ? win : lose)(truth, generator) : truth;
      return { cell: what === "forge" ? "exact copy" : "+5 all", validators, questions: 2, liars, rewrite };
    }
    case "price":
      return { cell: third, validators: equalValidators(Number(first)), questions: Number(second) };
    case "missing":
      return {
        cell: "+2 all",
        validators: equalValidators(Number(first)),
        questions: 2,
        missing: Number(second) / 1e4,
      };
    case "level":
      return { cell: "+5 all", validators: equalValidators(4), questions: 2, level: Number(first) };
    default:
      throw new AffineError("internal", `There is no scenario "${name}".`);
  }
}

/** One test of a scenario. */
export function playScenario(name: string, generator: Generator): Sample {
  const { cell, ...setting } = scenarioOf(name);
  const { state, rounds, clockRounds, unpaidAfter } = playTest({ ...pairOfCell(cell, 3), ...setting }, generator);
  return {
    crowned: state === "candidate" ? 1 : 0,
    stopped: state === "stopped" ? 1 : 0,
    rounds,
    clockRounds,
    unpaid: unpaidAfter === null ? 0 : 1,
    ...(unpaidAfter === null ? {} : { unpaidAfter }),
  };
}
