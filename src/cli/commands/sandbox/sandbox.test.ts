import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "affine-af-sandbox-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `af sandbox …` as a process of its own. */
function sandbox(args: readonly string[], input = ""): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, AFFINE_CACHE_DIR: join(ROOT, "node_modules", ".cache") };
  return spawnSync(process.execPath, [join(ROOT, "bin/af"), "sandbox", ...args], {
    cwd: ROOT,
    input,
    encoding: "utf8",
    env,
  });
}

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe("af sandbox run", () => {
  test("default: the program's output, and the verdict on stderr", () => {
    const run = sandbox([
      "run",
      file("add.py", "print(sum(map(int, input().split())))"),
      "--stdin",
      file("in", "1 2\n"),
    ]);
    expect(run).toMatchObject({ status: 0, stdout: "3\n" });
    expect(run.stderr).toMatch(/^ok: exit status 0, [\d,]+ ticks\n$/);
  });

  test("behavior: --json prints the verdict; a program that fails exits 1", () => {
    const run = sandbox(["run", "-", "--json", "--fuel", "1000"], "while True: pass");
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toEqual({
      ...{ kind: "fuel", exitCode: null, stdout: "", stderr: "", ticks: 1000, truncated: false, detail: null },
    });
  });

  test.each([
    [["run", "missing.py"], /The program cannot be read/],
    [["run", "-", "--stdin", "-"], /cannot both be standard input/],
    [["run", "-"], /The program is empty/],
    [["run", file("big.py", "#".repeat(300_000))], /262145 bytes long/],
    [["run", file("fine.py", "pass"), "--memory", "1"], /memoryBytes/],
    [["run", file("fine.py", "pass"), "--fuel", "many"], /--fuel .* is invalid. Expected a whole number/],
  ])("error: %j", (args, message) => {
    const run = sandbox(args);
    expect(run.status).not.toBe(0);
    expect(run.stdout).toBe("");
    expect(run.stderr).toMatch(message);
  });
});

describe("af sandbox doctor", () => {
  test("default: walls, canary and speed", () => {
    const run = sandbox(["doctor", "--json"]);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      canary: { matches: true },
      walls: { gate: true, permissions: true },
      reachable: { readsForeignFiles: false, writesFiles: false, startsProcesses: false },
      programsPerSecond: expect.any(Number) as number,
    });
  });
});
