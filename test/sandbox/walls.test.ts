import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bubblewrap } from "../../src/sandbox/wall/bubblewrap.ts";
import { seccompFilter } from "../../src/sandbox/wall/seccomp.ts";
import { reference, testEngine } from "./kit/engines.ts";

const folder = mkdtempSync(join(tmpdir(), "affine-wall-"));

/** Runs JavaScript in Node behind the outer wall; null where this host has none. */
function behindWall(script: string): { stdout: string; stderr: string; status: number | null } | null {
  const file = join(folder, "script.cjs");
  writeFileSync(file, script);
  const wall = bubblewrap([process.execPath, file], [process.execPath, file]);
  if (wall === null) return null;
  const filter = join(folder, "filter");
  writeFileSync(filter, wall.seccomp);
  const shell = `exec "$@" 3< ${filter}`;
  return spawnSync("/bin/sh", ["-c", shell, "sh", wall.command, ...wall.arguments], { encoding: "utf8", env: {} });
}

const probe = behindWall("console.log('up')");
const wallWorks = probe?.stdout === "up\n";
if (!wallWorks) {
  const why = probe === null ? "bubblewrap is not installed" : probe.stderr.trim();
  process.stderr.write(`SKIPPED: tests of the outer wall, because it does not work on this host: ${why}\n`);
}

describe("permission flag", () => {
  const engine = testEngine();

  test("behavior: without the outer wall, the child process reads no foreign files, writes none, starts nothing", async () => {
    const { walls, reachable } = await engine.inspect();
    expect(walls).toMatchObject({ gate: true, permissions: true, bubblewrap: false });
    expect(reachable).toMatchObject({
      readsForeignFiles: false,
      writesFiles: false,
      startsProcesses: false,
      environmentVariables: 0,
    });
  });

  test("behavior: a worker thread has the permissions of its process", () => {
    const flag = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";
    const script = join(folder, "inherit.cjs");
    writeFileSync(
      script,
      `const { Worker, isMainThread } = require("node:worker_threads");
const tries = "try { require('node:fs').readFileSync('/etc/passwd'); console.log('read'); } catch (e) { console.log(e.code); }";
new Worker(tries, { eval: true });`,
    );
    const { stdout } = spawnSync(
      process.execPath,
      [flag, `--allow-fs-read=${script}`, "--allow-worker", "--no-warnings", script],
      { encoding: "utf8" },
    );
    expect(stdout).toBe("ERR_ACCESS_DENIED\n");
  });
});

describe.skipIf(!wallWorks)("outer wall", () => {
  test("behavior: verdicts are the same with it and without it", async () => {
    const walled = testEngine({ outerWall: "required" });
    const bare = testEngine({ outerWall: "off" });
    expect(await reference(walled)).toEqual(await reference(bare));
    for (const program of ["1/0", "import socket\nsocket.socket()", "x = [0] * 10**9", "print('x' * 2_000_000)"]) {
      expect(await walled.run(program)).toEqual(await bare.run(program));
    }
    const { walls, reachable } = await walled.inspect();
    expect(walls).toMatchObject({ bubblewrap: true, bubblewrapMissing: null });
    expect(reachable).toEqual({
      readsForeignFiles: false,
      writesFiles: false,
      opensSockets: false,
      startsProcesses: false,
      environmentVariables: 0,
    });
  });

  test.each<[string, string]>([
    ["reading /etc/passwd", "require('fs').readFileSync('/etc/passwd')"],
    ["listing /home", "require('fs').readdirSync('/home')"],
    ["writing to its folder", "require('fs').writeFileSync('x', '')"],
    ["writing to /tmp", "require('fs').writeFileSync('/tmp/x', '')"],
    ["making a folder", "require('fs').mkdirSync('/x')"],
    [
      "starting a process",
      "const r = require('child_process').spawnSync(process.execPath, ['-v']); if (r.error) throw r.error",
    ],
    ["seeing other processes", "process.kill(1, 0); require('fs').readdirSync('/proc/1')"],
  ])("behavior: %s fails, and does not kill", (_name, statement) => {
    const result = behindWall(
      `try { ${statement}; console.log("ESCAPED") } catch (error) { console.log("refused", error.code) }`,
    );
    expect(result?.stdout).toMatch(/^refused E[A-Z]+\n$/);
  });

  test("behavior: a socket cannot be made", () => {
    const script = `const s = require("net").createServer(); s.on("error", (e) => console.log("refused", e.code));
s.listen(0, "127.0.0.1", () => { console.log("ESCAPED"); s.close(); })`;
    expect(behindWall(script)?.stdout).toMatch(/^refused EPERM\n$/);
  });

  test("behavior: without the seccomp filter, a socket can be made: the filter is what stops it", () => {
    const file = join(folder, "bare.cjs");
    writeFileSync(
      file,
      `require("net").createServer().listen(0, "127.0.0.1", function () { console.log("made"); this.close(); })`,
    );
    const wall = bubblewrap([process.execPath, file], [process.execPath, file]);
    const without = (wall?.arguments ?? []).filter(
      (argument, index, all) => argument !== "--seccomp" && all[index - 1] !== "--seccomp",
    );
    const { stdout } = spawnSync(wall?.command ?? "", without, { encoding: "utf8", env: {} });
    expect(stdout).toBe("made\n");
  });
});

describe("seccomp", () => {
  test.each(["x64", "arm64"])("behavior: the filter for %s is well-formed", (platform) => {
    const filter = seccompFilter(platform);
    expect((filter?.length ?? 1) % 8).toBe(0);
    const count = (filter?.length ?? 0) / 8;
    expect(count).toBeGreaterThan(100);
    expect(count).toBeLessThan(4096);
    // Ends with a refusal, so that nothing runs off its end.
    expect(filter?.readUInt16LE(8 * (count - 1))).toBe(0x06);
    expect(filter?.readUInt32LE(8 * (count - 1) + 4)).toBe(0x00050001);
  });

  test("behavior: where no filter is written, there is no outer wall", () => {
    expect(seccompFilter("mips")).toBeNull();
  });
});
