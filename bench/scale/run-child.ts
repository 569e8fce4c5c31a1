import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs a script alone in a process, as this one was started (so that TypeScript is read by the same loader), and reads its one JSON line. */
export async function runChild<T>(script: URL, about: readonly string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [...process.execArgv, fileURLToPath(script), ...about]);
  return JSON.parse(stdout) as T;
}

/** Runs a Python script of bench/baseline with the machine's Python, and reads its one JSON line. */
export async function runPython<T>(script: string, about: readonly string[]): Promise<T> {
  const file = fileURLToPath(new URL(`../baseline/${script}`, import.meta.url));
  const { stdout } = await run("python3", [file, ...about], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as T;
}
