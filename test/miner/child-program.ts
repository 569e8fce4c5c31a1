import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";

/** A child script of this folder as one plain JavaScript file, so that starting it is quick. */
export async function bundleChild(name: string): Promise<{ path: string; dispose: () => Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), "affine-child-"));
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, `${name}.ts`),
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return { path: join(outDir, `${name}.mjs`), dispose: () => rm(outDir, { recursive: true }) };
}

export interface ChildEnd<T> {
  readonly signal: NodeJS.Signals | null;
  /** What it said when it went through. */
  readonly said: T | undefined;
  readonly stderr: string;
}

/** Runs a child to its end. */
export async function runChild<T>(script: string, plan: unknown): Promise<ChildEnd<T>> {
  const child = spawn(process.execPath, [script, JSON.stringify(plan)], { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const signal = await new Promise<NodeJS.Signals | null>((settle, reject) => {
    child.on("error", reject);
    child.on("close", (_code, by) => settle(by));
  });
  const line = stdout.trim().split("\n").at(-1) ?? "";
  return { signal, said: line === "" ? undefined : (JSON.parse(line) as T), stderr };
}
