import { spawn } from "node:child_process";
import { join } from "node:path";

/** Packages that cannot stand in one environment: a list in `ops/trainers/` each, and a folder of that name. */
export type TrainersEnvironment = "openenv" | "openreward" | "verifiers";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of an environment (`python`, `vf-eval`, …) to its end, with nothing of this process's settings. */
export function runIn(
  environments: string,
  which: TrainersEnvironment,
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const bin = join(environments, which, "bin");
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, program), args, {
      cwd: options.cwd,
      env: { PATH: `${bin}:${process.env["PATH"] ?? ""}`, HOME: options.cwd, NO_COLOR: "1", ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
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
