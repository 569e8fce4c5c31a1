import { AffineError } from "../../core/index.ts";
import type { Generator } from "../random/generator.ts";
import type { FigureTable } from "../report/figures.ts";
import { meanOf, type Sample } from "../statistics.ts";
import { playMarket } from "../v2/market.ts";
import { pick } from "./samples.ts";

const HOUR_BLOCKS = 300;

/** Markets of tests by how often there is a crown: blocks between two, on average. */
export const MARKETS: Readonly<Record<string, number>> = {
  "a crown a day": 24 * HOUR_BLOCKS,
  "a crown an hour": HOUR_BLOCKS,
};
/** Tests that are open at the start, newcomers a day, rounds that a test takes when no crown comes between: a copy's. */
const OPEN = 100;
const NEWCOMERS_A_DAY = 12;
const TEST_ROUNDS = 2900;

/** One market. */
export function playMarketOf(name: string, days: number, generator: Generator): Sample {
  const crownEveryBlocks = MARKETS[name];
  if (crownEveryBlocks === undefined) throw new AffineError("internal", `There is no market "${name}".`);
  const setting = { open: OPEN, newcomersADay: NEWCOMERS_A_DAY, crownEveryBlocks, days, testRounds: TEST_ROUNDS };
  const { tests, alpha, idleRounds, waitHours95, levels } = playMarket(setting, generator);
  return { tests, alpha, idleRounds, waitHours95, highestLevel: Math.log10(Math.max(...levels.keys())) };
}

const FIGURES = {
  tests: "tests begun",
  alpha: "sum of errors",
  idleRounds: "idle rounds",
  waitHours95: "newcomers wait, hours (95%)",
  highestLevel: "highest level, 10^",
};

/** The table of the markets. */
export function marketTable(of: (market: string) => readonly Sample[], days: number): FigureTable {
  return {
    title: `affine-v2: a market of ${OPEN} open tests, ${NEWCOMERS_A_DAY} newcomers a day, ${days} days`,
    note: "Production budget and schedule. The sum of errors is the largest in any 30 days; idle: a round with a lane in which nobody was served.",
    rows: Object.keys(MARKETS).map((label) => ({
      label,
      figures: Object.entries(FIGURES).map(([key, name]) => ({ name, ours: meanOf(pick(of(label), key)) })),
    })),
    drawn: ["sum of errors"],
  };
}
