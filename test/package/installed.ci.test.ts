import { execFile, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
/** A stranger's project, at a path with blanks. */
const project = join(mkdtempSync(join(tmpdir(), "affine-installed-")), "a project of its own");
const AF = join(project, "node_modules", ".bin", "af");
const env = { PATH: process.env["PATH"], HOME: project, NO_COLOR: "1" };
const LONG_MS = 600_000;

const af = (...args: string[]) => run(AF, args, { cwd: project, env, maxBuffer: 2 ** 26 });

beforeAll(async () => {
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "private": true, "type": "module" }');
  await run("npm", ["pack", "--ignore-scripts", "--pack-destination", project], { cwd: ROOT });
  const [tarball = ""] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  // As `npm i affine@npm:affine-arena` installs it. The registry is asked for what this machine's cache lacks.
  const options = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"];
  const { HOME } = process.env;
  await run("npm", ["install", ...options, `affine@file:${tarball}`], { cwd: project, env: { ...process.env, HOME } });
}, LONG_MS);

afterAll(() => rmSync(join(project, ".."), { recursive: true }));

describe("the package in a stranger's project", () => {
  test("default: nothing in it that nobody can use", () => {
    const files = readdirSync(join(project, "node_modules", "affine"), { recursive: true }).map(String);
    // A new package of environments has a test of its own.
    const ours = files.filter((name) => !name.startsWith("templates/"));
    expect(ours.filter((name) => /\.(tsbuildinfo|map|tmp)$|\.test\.|(^|\/)source-hash$/.test(name))).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(["dist/index.js", "dist/types/index.d.ts", "dist/web/index.html"]));
  });

  test("default: af runs from there", { timeout: LONG_MS }, async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(await af("--version")).toEqual({ stdout: `${version}\n`, stderr: "" });
    const { stdout } = await af("env", "sample", "SAT", "--seed", "1");
    expect(JSON.parse(stdout)).toMatchObject({ env: "SAT" });
    writeFileSync(join(project, "program.py"), "print(sum(map(int, input().split())))");
    writeFileSync(join(project, "in.txt"), "1 2\n");
    expect((await af("sandbox", "run", "program.py", "--stdin", "in.txt")).stdout).toBe("3\n");
    expect((await af("env", "card", "SAT", "--samples", "1", "--workers", "2").catch(outputOf)).stdout).toContain(
      "met",
    );
    await af("env", "new", "LEDGER", "--dir", join(project, "ledger"));
    expect(readdirSync(join(project, "ledger"))).toEqual(expect.arrayContaining(["package.json", "src", "test"]));
    expect((await af("simulate", "--attack", "none", "--days", "1", "--reps", "2", "--json")).stdout).toContain("none");
  });

  test("default: types are sound without the types of Node", { timeout: LONG_MS }, async () => {
    copyFileSync(join(ROOT, "test/package/consumer.ts"), join(project, "consumer.ts"));
    const compilerOptions = {
      ...{ noEmit: true, strict: true, skipLibCheck: false, module: "nodenext", target: "es2023" },
      // A browser's AbortSignal; nothing of Node.
      ...{ lib: ["es2023", "dom"], types: [] },
    };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
    const tsc = [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "."];
    const { stdout } = await run(process.execPath, tsc, { cwd: project, env }).catch(outputOf);
    expect(stdout).toBe("");
  });

  test("default: the README's snippet runs beside a demo of the installed af", { timeout: LONG_MS }, async () => {
    copyFileSync(join(ROOT, "test/e2e/snippet.mjs"), join(project, "snippet.mjs"));
    const demo = spawn(AF, ["demo", "--block-ms", "700", "--port", "0"], { cwd: project, env });
    try {
      await recordsOf(demo, 200);
      const { stdout } = await run(process.execPath, ["snippet.mjs"], { cwd: project, env });
      expect(JSON.parse(stdout)).toMatchObject({ more: 10, text: true, again: true });
    } finally {
      demo.kill("SIGINT");
      if (demo.exitCode === null) await new Promise((resolve) => demo.once("close", resolve));
    }
  });
});

/** Resolves once the demo tells of so many records. */
function recordsOf(demo: ChildProcess, least: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let told = "";
    demo.stderr?.setEncoding("utf8").on("data", (text: string) => {
      told += text;
      if ([...told.matchAll(/: (\d+) records in/g)].some(([, count]) => Number(count) >= least)) resolve();
    });
    demo.once("error", reject);
    demo.once("close", () => reject(new Error(`af demo ended early: ${told}`)));
  });
}

/** What a program said that ended with another exit code than 0. */
function outputOf(failure: unknown): { stdout: string; stderr: string } {
  return failure as { stdout: string; stderr: string };
}
