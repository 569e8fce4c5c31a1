import type { Report } from "../report/figures.ts";
import type { Sample } from "../statistics.ts";
import { shellWord } from "../report/shell-word.ts";
import { repeat, type Repeated } from "../work/repeat.ts";
import type { WorkOptions } from "../work/run-parts.ts";
import { marketTable } from "./markets.ts";
import { MARKET_DAYS, planSuite, type SuiteSize } from "./plan.ts";
import { scenarioTables } from "./scenario-tables.ts";
import { severalValidatorsTable } from "./several-validators.ts";
import { cloningTable, v1Table } from "./v1-tables.ts";
import { testsTable, withholdingTable } from "./v2-tables.ts";

/** Reproduces the tables of docs/mechanism.md and says where they differ. */
export async function runSuite(size: SuiteSize, seed: string, options: WorkOptions): Promise<Report> {
  const started = performance.now();
  const plan = planSuite(size);
  const { cells, v1, cloning, several, scenarios, markets, withholding } = plan;
  const flat: readonly Repeated[] = [...cells, ...v1, ...cloning, ...several, ...scenarios, ...markets, ...withholding];
  const samples = await repeat(flat, seed, options);
  const byExperiment = new Map(flat.map(({ experiment }, place) => [experiment, samples[place] ?? []]));
  const of = (repeated: readonly Repeated[]): (readonly Sample[])[] =>
    repeated.map(({ experiment }) => byExperiment.get(experiment) ?? []);
  const ofScenario = (name: string): readonly Sample[] => {
    const found = scenarios.find(({ experiment }) => experiment.kind === "scenario" && experiment.name === name);
    return found === undefined ? [] : (byExperiment.get(found.experiment) ?? []);
  };
  const ofMarket = (name: string): readonly Sample[] => {
    const found = markets.find(({ experiment }) => experiment.kind === "market" && experiment.name === name);
    return found === undefined ? [] : (byExperiment.get(found.experiment) ?? []);
  };
  return {
    title: "The published tables, measured again",
    command: `af simulate --suite ${size} --seed ${shellWord(seed)}`,
    seed,
    tables: [
      v1Table(of(plan.v1)),
      cloningTable(of(plan.cloning)),
      ...[3, 5, 8].map((environments) => testsTable(environments, of(plan.cells))),
      severalValidatorsTable(of(plan.several)),
      withholdingTable(of(plan.withholding)),
      ...(size === "full" ? [...scenarioTables(ofScenario), marketTable(ofMarket, MARKET_DAYS)] : []),
    ],
    seconds: (performance.now() - started) / 1000,
  };
}
