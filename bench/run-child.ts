import { execFile } from "node:child_process";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "rolldown";

const run = promisify(execFile);

const BUILT = fileURLToPath(new URL("../node_modules/.cache/affine-bench/", import.meta.url));

/**
 * Runs a script alone in a process and reads its one JSON line. It is built first, as the product is: what reads
 * TypeScript holds 110 MiB beside it.
 */
export async function runChild<T>(script: URL, about: readonly string[]): Promise<T> {
  const path = fileURLToPath(script);
  const file = join(BUILT, `${basename(path, ".ts")}.mjs`);
  const external = (name: string): boolean => !/^[./]/.test(name);
  await build({ input: path, platform: "node", external, output: { file, codeSplitting: false }, logLevel: "warn" });
  const { stdout } = await run(process.execPath, [file, ...about]);
  return JSON.parse(stdout) as T;
}

/** Runs a Python script of bench/baseline with the machine's Python, and reads its one JSON line. */
export async function runPython<T>(script: string, about: readonly string[]): Promise<T> {
  const file = fileURLToPath(new URL(`baseline/${script}`, import.meta.url));
  const { stdout } = await run("python3", [file, ...about], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as T;
}
