import { FsStore } from "../../src/store/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { computeWeights } from "../../src/validator/index.ts";
import { longChain } from "../audit/long-record.ts";
import { twoFormatsRules } from "./two-formats.ts";
import { peakMemoryMiB } from "../peak-memory.ts";

/** What one cold decision, alone in its process, took. */
export interface ColdDecision {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly maxRssMiB: number;
  readonly results: number;
  readonly winner: number;
}

const [folder = "", headBlock = ""] = process.argv.slice(2);
const chain = await longChain(Number(headBlock));
const store = await FsStore.open(folder, { readOnly: true });
const before = process.resourceUsage();
const started = performance.now();
const { decision, results } = await computeWeights({ chain, store, rules: twoFormatsRules, log: silentLogger });
const seconds = (performance.now() - started) / 1000;
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const told: ColdDecision = {
  seconds,
  cpuSeconds: (userCPUTime + systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1e6,
  maxRssMiB: peakMemoryMiB(),
  results,
  winner: decision.champion?.uid ?? -1,
};
await chain.close();
process.stdout.write(`${JSON.stringify(told)}\n`);
