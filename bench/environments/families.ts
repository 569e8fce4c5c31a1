import {
  optEnvironment,
  planEnvironment,
  proveEnvironment,
  repairEnvironment,
  trackEnvironment,
} from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { againstBars } from "./against-bars.ts";

/** TRACK, PLAN, PROVE, OPT and REPAIR: questions and verdicts at their slowest hundredth against the card's bars, by level. */
export async function run(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const environment of [trackEnvironment, planEnvironment, proveEnvironment, optEnvironment, repairEnvironment]) {
    for (const level of environment.info.levels) results.push(...(await againstBars(environment, level)));
  }
  return results;
}
