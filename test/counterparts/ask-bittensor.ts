import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./bittensor_packages.py", import.meta.url));

/** A process with Bittensor's own packages, which answers questions one after the other. */
export interface Counterpart {
  /** @throws Error with the package's own words */
  ask<T>(question: string, details: Record<string, unknown>): Promise<T>;
  close(): void;
}

/** @param environment folder of a Python environment (ops/python-env.sh) */
export function startCounterpart(environment: string, home: string): Counterpart {
  const env = { PATH: process.env["PATH"] ?? "", HOME: home };
  const child = spawn(join(environment, "bin", "python"), [SCRIPT], { env, stdio: ["pipe", "pipe", "inherit"] });
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  createInterface(child.stdout).on("line", (line) => waiting.shift()?.resolve(line));
  child.on("close", (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`the counterpart ended with ${String(code)}`));
  });
  return {
    async ask<T>(question: string, details: Record<string, unknown>): Promise<T> {
      const line = await new Promise<string>((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify({ ask: question, ...details })}\n`);
      });
      const said = JSON.parse(line) as { answer?: T; error?: string };
      if (said.error !== undefined) throw new Error(said.error);
      return said.answer as T;
    },
    close: () => child.stdin.end(),
  };
}
