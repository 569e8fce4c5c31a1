import { runCases } from "../../src/envs/judge/run-case.ts";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { lessIsMore } from "./less-is-more.ts";
import { cpuSeconds } from "./processes.ts";

/** The slowest for their fuel that we know: bound by memory, by V8's plain compiler, by the host. */
const HOSTILE: Readonly<Record<string, string>> = {
  "one endless regular expression": "import re\nre.match('(a+)+$', 'a' * 60 + 'b')",
  "a stride through 400 MiB": "b = bytearray(b'x') * (400 * 2**20)\nwhile True: b[::4096]",
  "two strides through 200 MiB":
    "m, n = (memoryview(bytearray(b'x') * (200 * 2**20))[::4096] for _ in 'mn')\nwhile True: m == n",
  "calls of the host": "import os\nwhile True: os.stat('/lib')",
};
/** Every run of an answer uses nearly all that one may, and then writes what is asked for. */
const ANSWER =
  "m, n = (memoryview(bytearray(b'x') * (200 * 2**20))[::4096] for _ in 'mn')\nfor _ in range(400): m == n";
const CASES = 17;

/** How long hostile programs keep a worker: clock and processor time. */
export async function hostile(): Promise<BenchResult[]> {
  const engine = createPythonEngine({ workers: 1, outerWall: "off" });
  const { processId } = await engine.inspect();
  const timed = async (name: string, goalMs: number, work: () => Promise<unknown>): Promise<BenchResult> => {
    const [startedMs, cpu] = [performance.now(), cpuSeconds(processId)];
    await work();
    const clockMs = performance.now() - startedMs;
    return lessIsMore(name, clockMs, goalMs, "ms", `${(cpuSeconds(processId) - cpu).toFixed(1)} s of processor time`);
  };
  const results: BenchResult[] = [];
  for (const [name, program] of Object.entries(HOSTILE)) {
    results.push(await timed(`a hostile run: ${name}`, 3_000, () => engine.run(program)));
  }
  const cases = Array.from({ length: CASES }, () => ({
    program: ANSWER,
    stdin: "",
    accepts: () => true,
    failed: () => ({ input: "", printed: null, wanted: "" }),
  }));
  results.push(await timed(`a hostile answer of ${CASES} runs`, 10_000, () => runCases(engine, cases, {})));
  await engine.close();
  return results;
}
