import { audit, Checkpoint } from "../../src/audit/index.ts";
import { rulesHash } from "../../src/replay/index.ts";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import { FsStore } from "../../src/store/index.ts";
import { longChain, longRecordRules, NETUID } from "./long-record.ts";
import { peakMemoryMiB } from "../peak-memory.ts";

/** What one verification, alone in its process, took. */
export interface Verification {
  readonly verdict: string;
  readonly records: number;
  readonly judged: number;
  /** Most memory that the process ever held. */
  readonly maxRssMiB: number;
  readonly cpuSeconds: number;
}

const [folder = "", headBlock = "", checkpoint = ""] = process.argv.slice(2);
const chain = await longChain(Number(headBlock));
const python = createPythonEngine();
const about = { code: "b".repeat(64), rules: rulesHash(longRecordRules), netuid: NETUID };
const report = await audit({
  rules: longRecordRules,
  chain,
  stores: [await FsStore.open(folder, { readOnly: true })],
  seed: "bench",
  python,
  nowMs: () => performance.now(),
  ...(checkpoint === "" ? {} : { checkpoint: await Checkpoint.open(checkpoint, about) }),
});
await python.close();
await chain.close();
const { userCPUTime, systemCPUTime } = process.resourceUsage();
const told: Verification = {
  verdict: report.verdict,
  records: report.validators.reduce((sum, { records }) => sum + records, 0),
  judged: report.judged,
  maxRssMiB: peakMemoryMiB(),
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
};
process.stdout.write(`${JSON.stringify(told)}\n`);
