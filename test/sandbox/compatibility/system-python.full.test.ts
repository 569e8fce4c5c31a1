import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { casebook } from "./casebook.ts";

/** Oldest version of the system's interpreter that has all the syntax and modules of the programs. */
const OLDEST = [3, 11];
const version = systemVersion();

function systemVersion(): number[] | null {
  const { stdout, error } = spawnSync("python3", ["-c", "import sys; print(*sys.version_info[:2])"], {
    encoding: "utf8",
  });
  return error === undefined ? stdout.trim().split(" ").map(Number) : null;
}

const old = version === null || (version[0] ?? 0) < 3 || (version[1] ?? 0) < (OLDEST[1] ?? 0);
if (old) {
  process.stderr.write(
    `SKIPPED: comparison with the system's python3, which is ${version === null ? "missing" : `version ${version.join(".")}`}; it needs 3.11\n`,
  );
}

describe.skipIf(old)("the system's python3", () => {
  test("behavior: it writes the same, but for the differences that are noted", () => {
    for (const { name, program, stdin, stdout, differs } of casebook()) {
      const run = spawnSync("python3", ["-c", program], {
        input: stdin,
        encoding: "utf8",
        cwd: "/",
        env: { PYTHONHASHSEED: "0", LANG: "C.UTF-8", TZ: "UTC", PATH: process.env["PATH"] },
      });
      if (differs === null) expect([name, run.stdout]).toEqual([name, stdout]);
      else expect([name, differs.length > 10, run.stdout === stdout]).toEqual([name, true, false]);
    }
  });
});
