import { induceEnvironment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { againstBars } from "./against-bars.ts";

/** INDUCE: questions and verdicts at their slowest hundredth against the card's bars, by level. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const level of induceEnvironment.info.levels) results.push(...(await againstBars(induceEnvironment, level)));
  return results;
}
