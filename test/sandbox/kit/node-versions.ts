import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const NODES = fileURLToPath(new URL("../../../node_modules/.cache/affine-nodes", import.meta.url));

/** Another version of Node, from npm, kept in the checkout's cache. */
export async function nodeOf(version: string): Promise<string> {
  const folder = join(NODES, version);
  const binary = join(folder, "node_modules", "node", "bin", "node");
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", `node@${version}`]);
  return binary;
}
