import type { Attack, Forger } from "../attack.ts";
import { exactCopies } from "./copies.ts";
import { hopefulAt } from "./hopeful.ts";

const VALIDATORS = 4;
const all = (scores: readonly number[], score: number): readonly number[] => scores.map(() => score);

const forge: Forger = ({ own, champion }, scores) => (own ? all(scores, 1000) : champion ? all(scores, 0) : scores);
const block: Forger = ({ own }, scores) => all(scores, own ? 1000 : 0);
const withhold: Forger = ({ own, champion }, scores, best) => {
  const gain = scores.reduce((sum, score, env) => sum + score - (best[env] ?? 0), 0);
  return own && !champion && gain < 0 ? null : scores;
};

/** A validator with a miner of its own. */
export const forgingValidator: Attack = {
  name: "forging-validator",
  summary: "one validator of four writes that its copy is always right and the champion always wrong",
  validators: VALIDATORS,
  begin: (laboratory) => ({ ...exactCopies(laboratory, 1), forger: forge }),
};

/** Two of eight, a quarter of the share. */
export const forgingCoalition: Attack = {
  name: "forging-coalition",
  summary: "two validators of eight write that their copy is always right and the champion always wrong",
  validators: 8,
  begin: (laboratory) => ({ ...exactCopies(laboratory, 1), forger: forge, liars: 2 }),
};

/** A validator that owns the champion. */
export const blockingValidator: Attack = {
  name: "blocking-validator",
  summary: "one validator of four owns the incumbent and writes that everybody else is always wrong",
  validators: VALIDATORS,
  begin: (laboratory) => ({ react: hopefulAt(laboratory, 3), forger: block, ownsIncumbent: true }),
};

/** A validator that is silent when the truth would harm it. */
export const withholdingValidator: Attack = {
  name: "withholding-validator",
  summary: "one validator of four drops the rounds in which its copy did worse than the champion",
  validators: VALIDATORS,
  begin: (laboratory) => ({ ...exactCopies(laboratory, 1), forger: withhold }),
};
