import { spawnSync } from "node:child_process";
import { DRIVER, parseResults, type PythonJob } from "./python-driver.ts";

/** True where the system has a Python 3. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Runs jobs in one process of the system's CPython. */
export function runInCPython(jobs: readonly PythonJob[]): (string | null)[][] {
  const { status, stdout, stderr } = spawnSync("python3", ["-I", "-c", DRIVER], {
    input: JSON.stringify(jobs),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`python3 ended with ${String(status)}: ${stderr}`);
  return parseResults(stdout);
}
