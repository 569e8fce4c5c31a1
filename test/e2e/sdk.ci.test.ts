import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyFolder, startAf, type Running } from "./af.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SNIPPET = fileURLToPath(new URL("./snippet.mjs", import.meta.url));
const cwd = emptyFolder();
let demo: Running;

beforeAll(async () => {
  demo = startAf(["demo", "--block-ms", "700", "--port", "0"], { cwd });
  // The first shards hold snapshots and heartbeats; answers come with the first rounds.
  while (!/: [2-9][0-9]{2,} records in/.test(demo.stderr())) {
    if (demo.process.exitCode !== null) throw new Error(`af demo ended early: ${demo.stderr()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

afterAll(async () => {
  demo.process.kill("SIGINT");
  await demo.finished;
});

test("default: the README's snippet runs against a network in the folder", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [SNIPPET], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd },
  });
  const told = JSON.parse(stdout) as Record<string, unknown>;
  expect(told).toMatchObject({ more: 10, text: true, again: true });
  expect(told["long"]).toEqual(["ABD", "ABD", "ABD", "DED", "DED"]);
  expect([0, 1]).toContain(told["score"]);
  expect(told["miners"]).toBeGreaterThanOrEqual(2);
  expect(told["rollouts"]).toBeGreaterThan(0);
  expect(stderr).toContain("a localnet runs here");
});

test("default: the README's snippet is the one whose types are checked, and runs as it stands", async () => {
  const checked = readFileSync(new URL("./readme-snippet.ts", import.meta.url), "utf8").replace(/^\/\*.*\*\/\n/, "");
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain(`\`\`\`ts\n${checked}\`\`\``);
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", checked], {
    // Within the package, where `affine` is this package itself.
    cwd: ROOT,
    env: { PATH: process.env["PATH"], HOME: cwd, AFFINE_HOME: join(cwd, ".affine") },
    maxBuffer: 2 ** 26,
  });
  expect(stdout).toMatch(/^[01]\n/);
});
