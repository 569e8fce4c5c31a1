import type { Repeated } from "../work/repeat.ts";
import { PUBLISHED_TESTS, PUBLISHED_V1, PUBLISHED_WITHHOLDING } from "./published.ts";
import { MARKETS } from "./markets.ts";
import { SCENARIOS } from "./scenario-tables.ts";
import { CONDUCTS, VALIDATOR_COUNTS } from "./several-validators.ts";
import { MISSING } from "./withholding.ts";

/** `quick` takes about six seconds of one core, `full` a few minutes. */
export type SuiteSize = "quick" | "full";

/** How often each experiment of the suite is repeated. */
interface Repetitions {
  /** Of each row of affine-v1. */
  readonly v1: (row: string) => number;
  readonly cloning: number;
  /** Of each cell of affine-v2, by the number of environments. */
  readonly cell: (environments: number) => number;
  readonly withholding: number;
  readonly several: number;
  /** Of each scenario; the quick suite has none, since there is nothing to compare them with. */
  readonly scenario: number;
  /** Of each market of tests. */
  readonly market: number;
}

const SIZES: Readonly<Record<SuiteSize, Repetitions>> = {
  quick: {
    v1: (row) => (row === "1 exact copy" ? 16 : row.startsWith("specialist") ? 3 : 6),
    cloning: 100,
    cell: (environments) => (environments === 3 ? 80 : environments === 5 ? 24 : 12),
    withholding: 16,
    several: 6,
    scenario: 0,
    market: 0,
  },
  full: {
    v1: (row) => (row === "1 exact copy" ? 400 : row.startsWith("specialist") ? 48 : 96),
    cloning: 3000,
    cell: (environments) => (environments === 3 ? 4000 : environments === 5 ? 1000 : 600),
    withholding: 200,
    several: 400,
    scenario: 200,
    market: 16,
  },
};

/** Days of a market: twice the window of the budget. */
export const MARKET_DAYS = 60;

/** The names of the suites. */
export const SUITE_SIZES = Object.keys(SIZES) as readonly SuiteSize[];

/** The experiments of the suite, by table and in the order of what was published. */
export function planSuite(
  size: SuiteSize,
): Readonly<
  Record<"v1" | "cloning" | "cells" | "several" | "scenarios" | "markets" | "withholding", readonly Repeated[]>
> {
  const { v1, cloning, cell, several, scenario, market, withholding } = SIZES[size];
  return {
    v1: PUBLISHED_V1.map(({ row }) => ({ experiment: { kind: "v1-row", row }, repetitions: v1(row) })),
    cloning: [{ experiment: { kind: "cloning" }, repetitions: cloning }],
    cells: PUBLISHED_TESTS.map((published) => ({
      experiment: { kind: "cell", cell: published.cell, environments: published.environments },
      repetitions: cell(published.environments),
    })),
    several: VALIDATOR_COUNTS.flatMap((validators) =>
      CONDUCTS.map((conduct): Repeated => ({
        experiment: { kind: "several", validators, conduct },
        repetitions: several,
      })),
    ),
    scenarios: SCENARIOS.map((name): Repeated => ({ experiment: { kind: "scenario", name }, repetitions: scenario })),
    markets: Object.keys(MARKETS).map((name): Repeated => ({
      experiment: { kind: "market", name, days: MARKET_DAYS },
      repetitions: market,
    })),
    withholding: PUBLISHED_WITHHOLDING.flatMap(({ validators }) =>
      MISSING.map((missing): Repeated => ({
        experiment: { kind: "withholding", validators, missing },
        repetitions: withholding,
      })),
    ),
  };
}
