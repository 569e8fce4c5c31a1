import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const AF = fileURLToPath(new URL("../../bin/af", import.meta.url));

function af(args: readonly string[], stdout: "pipe" | number = "pipe") {
  const run = spawnSync(process.execPath, [AF, ...args], { encoding: "utf8", stdio: ["ignore", stdout, "pipe"] });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

describe("words that are none", () => {
  test.each([
    ["a command", ["nosuch"], "nosuch"],
    ["an argument", ["miners", "abc"], "abc"],
    ["an option's value", ["verify", "--share", "2"], "--share"],
    ["an option", ["env", "list", "--nosuch"], "--nosuch"],
    ["no subcommand", ["env"], "subcommand"],
    ["an environment", ["env", "sample", "NOPE"], "NOPE"],
  ])("error: as JSON when that is asked for: %s", (_, args, named) => {
    const { status, stdout, stderr } = af(["--json", ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    const { error } = JSON.parse(stderr) as { error: { code: string; message: string; hint: string } };
    expect(error.code).toMatch(/^(usage|environment_unknown)$/);
    expect(error.message).toContain(named);
    expect(error.hint).not.toBe("");
  });

  test("error: else as a sentence", () => {
    const { status, stderr } = af(["nosuch"]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: "af: unknown command 'nosuch'\n" });
  });
});

describe.runIf(existsSync("/dev/full"))("output that cannot be written", () => {
  test.each([[["--version"]], [["--help"]], [["env", "list"]], [["--json", "env", "sample", "SAT", "-n", "50"]]])(
    "error: %j on a full disk is one line and an exit code of its own",
    (args) => {
      const full = openSync("/dev/full", "w");
      try {
        const { status, stderr } = af(args, full);
        expect(status).toBe(74);
        expect(stderr).toContain("Standard output cannot be written: ENOSPC");
        expect(stderr).not.toMatch(/^\s+at /m);
      } finally {
        closeSync(full);
      }
    },
  );
});
