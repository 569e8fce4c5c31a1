import type { ContestRules } from "../../replay/index.ts";
import type { EvalSummary } from "../../miner/eval/index.ts";
import { chanceToWin, UNRELATED_SHARE, type ChanceToWin } from "../../simulate/index.ts";
import { percent } from "../evaluation/score-table.ts";
import type { ChampionScores } from "./champion-scores.ts";

/** Tests played for the chance: its own error is then 7 points at most. */
const TESTS = 200;
/** With fewer answers of the champion in an environment, its skill is anybody's guess. */
const ENOUGH_ANSWERS = 20;

export interface Chance {
  readonly against: string | null;
  readonly chance: ChanceToWin | null;
  /** What is said to people, line by line. */
  readonly lines: readonly string[];
}

/** The chance to win against the present champion, and what it rests on. */
export function chanceAgainst(found: ChampionScores, summary: EvalSummary, rules: ContestRules, seed: string): Chance {
  if (rules.champion === undefined) {
    return unknown([`chance to win: not known, since this network decides by ${rules.mechanism}`]);
  }
  if ("unknown" in found) {
    return unknown([
      `chance to win: not known, ${found.unknown}`,
      "  name a validator's page with --status-url to have it",
    ]);
  }
  if (found.champion === null) return noChampion(summary, rules.champion.blindBp);
  const { champion, scores } = found;
  const names = summary.rows.map(({ env }) => env);
  const known = names.map((name) => scores.get(name));
  const thin = names.filter((_, index) => (known[index]?.n ?? 0) < ENOUGH_ANSWERS);
  const against = `uid ${champion.uid} ${champion.model}`;
  if (thin.length > 0) {
    return unknown([`chance to win against ${against}: not known, too few answers of it in ${thin.join(", ")}`]);
  }
  const chance = chanceToWin({
    champion: known.flatMap((one) => one ?? []),
    challenger: summary.rows.map(({ scored, sumThousandths }) => ({ n: scored, sumThousandths })),
    tests: TESTS,
    seed,
  });
  const soon = chance.roundsToCrown === null ? "" : `, after ${chance.roundsToCrown} rounds as often as not`;
  return {
    against,
    chance,
    lines: [
      `chance to win against ${against}: ${percent(chance.meanBp)} (${percent(chance.lowBp)} - ${percent(chance.highBp)})${soon}`,
      `  ${TESTS} tests of affine-v2 played with skills drawn from these answers and the`,
      `  champion's; assumed: scores are all or nothing, the models share ${UNRELATED_SHARE} of their`,
      "  luck, one validator, the champion has reigned for eight days. More answers",
      "  (-n) say more.",
    ],
  };
}

/** A first champion must be better than a blind guess in every environment. */
function noChampion({ rows }: EvalSummary, blindBp: readonly number[]): Chance {
  const behind = rows.filter(({ lowBp }, index) => lowBp <= (blindBp[index] ?? 0)).map(({ env }) => env);
  return unknown([
    "there is no champion: the first is the earliest model that is better than a",
    behind.length === 0
      ? "  blind guess in every environment, and this one is"
      : `  blind guess in every environment; this one is not shown to be in ${behind.join(", ")}`,
  ]);
}

function unknown(lines: readonly string[]): Chance {
  return { against: null, chance: null, lines };
}
