import { spawn, type ChildProcessByStdio } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";

/** Packages that cannot stand in one environment: a list in `ops/trainers/` each, and a folder of that name. */
export type TrainersEnvironment = "inspect" | "openenv" | "openreward" | "verifiers";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A folder of programs that are found before the environment's own. */
  readonly programs?: string;
}

/** Starts a program of an environment, for those that end when they are told to. */
export function startIn(
  environments: string,
  which: TrainersEnvironment,
  program: string,
  args: readonly string[],
  { cwd, env, programs }: RunOptions,
): ChildProcessByStdio<null, Readable, Readable> {
  const bin = join(environments, which, "bin");
  const folders = [...(programs === undefined ? [] : [programs]), bin, process.env["PATH"] ?? ""];
  return spawn(join(bin, program), args, {
    cwd,
    env: { PATH: folders.join(":"), HOME: cwd, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs a program of an environment (`python`, `vf-eval`, …) to its end, with nothing of this process's settings. */
export function runIn(
  environments: string,
  which: TrainersEnvironment,
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = startIn(environments, which, program, args, options);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** The JSON object on the last line of what a script printed. @throws Error with its words when it failed. */
export function lastJson({ code, stdout, stderr }: Ran): never {
  const line = stdout.trim().split("\n").at(-1) ?? "";
  if (code !== 0) throw new Error(`exit status ${code}: ${stderr.slice(-4_000)}`);
  return JSON.parse(line) as never;
}
