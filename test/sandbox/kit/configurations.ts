import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { childFiles } from "../../../src/sandbox/pool/child-files.ts";
import { builtPath } from "../../../src/sandbox/pool/built-cache.ts";
import type { Sample } from "../determinism-programs.ts";
import { TEST_CACHE, testEngine } from "./engines.ts";

const run = promisify(execFile);
const NODES = fileURLToPath(new URL("../../../node_modules/.cache/affine-nodes", import.meta.url));

/** A Node and the flags that decide which of V8's compilers runs a program. */
export interface Configuration {
  readonly name: string;
  readonly node: string;
  readonly flags: readonly string[];
}

/** Other versions of Node, from npm, kept in the checkout's cache. */
export async function nodeOf(version: string): Promise<string> {
  const folder = join(NODES, version);
  const binary = join(folder, "node_modules", "node", "bin", "node");
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", `node@${version}`]);
  return binary;
}

/** What one run came to, as text: kind, exit code, fuel, truncation, detail, memory, hash of the output. */
export type Outcome = string;

/** Runs samples, one after the other, on one thread. `fresh` ones start a new thread. */
export async function outcomes(
  { node, flags }: Pick<Configuration, "node" | "flags">,
  samples: readonly (Sample & { readonly fresh?: boolean })[],
  stackSizeMb = 400,
): Promise<Outcome[]> {
  await testEngineOnce();
  const { libraryPath } = childFiles();
  const script = fileURLToPath(new URL("./run-samples.mjs", import.meta.url));
  const jobs = samples.map(({ limits, ...sample }) => ({ ...sample, limits: { ...USUAL, ...limits } }));
  const files = { module: builtPath(TEST_CACHE, "module"), snapshot: builtPath(TEST_CACHE, "snapshot") };
  const child = run(node, [...flags, script], { maxBuffer: 2 ** 28 });
  child.child.stdin?.end(JSON.stringify({ ...files, library: libraryPath, stackSizeMb, jobs }));
  const { stdout } = await child;
  return stdout.trim().split("\n");
}

/** As much as a program may use by default, so that a wrong limit cannot hide. */
const USUAL = { fuelTicks: 800_000_000, memoryBytes: 2 ** 29, outputBytes: 1_000_000 };

let built: Promise<void> | undefined;
/** The instrumented module and the snapshot stand in the cache once an engine has started. */
function testEngineOnce(): Promise<void> {
  built ??= testEngine().start();
  return built;
}
