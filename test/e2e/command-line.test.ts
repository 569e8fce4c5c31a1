import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AF, emptyFolder, runAf } from "./af.ts";

const cwd = emptyFolder();

describe("af", () => {
  test("default: bare `af` prints help on stdout and exits 0", async () => {
    const { code, stdout, stderr } = await runAf([], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Examples:/);
    expect(stdout).toContain("Commands:");
    expect(stderr).toBe("");
  });

  test("error: unknown command and option: exit 2 and a suggestion", async () => {
    const command = await runAf(["minerz"], { cwd });
    expect(command).toMatchObject({ code: 2, stdout: "" });
    expect(command.stderr).toContain("Did you mean miners?");
    const option = await runAf(["config", "show", "--sourcez"], { cwd });
    expect(option.code).toBe(2);
    expect(option.stderr).toContain("--sources");
  });

  test("behavior: underscores and hyphens are one spelling", async () => {
    for (const flag of ["--block-ms", "--block_ms"]) {
      const { code, stderr } = await runAf(["localnet", flag, "soon"], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain("Expected a whole number from 50 to 60000");
    }
  });

  test("behavior: config show names sources, hides secrets", async () => {
    const { stdout } = await runAf(["config", "show", "--sources", "--json"], {
      cwd,
      env: { CHUTES_API_KEY: "cpk_very_secret", AFFINE_NETUID: "64" },
    });
    const shown = JSON.parse(stdout) as { options: { name: string; value: unknown; source: string }[] };
    const of = (name: string) => shown.options.find((option) => option.name === name);
    expect(of("netuid")).toMatchObject({ value: 64, source: "environment" });
    expect(of("chutesApiKey")).toMatchObject({ value: "(set)", source: "environment" });
    expect(stdout).not.toContain("very_secret");
  });

  test("error: a malformed .env: exit 3, the line is named, no stack trace", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, ".env"), "AFFINE_NETUID=120\nthis is no assignment\n");
    const { code, stderr, stdout } = await runAf(["miners"], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
    expect(stderr).toContain(".env, line 2: expected NAME=value");
    expect(stderr).not.toContain("    at ");
    const asJson = await runAf(["miners", "--json"], { cwd: folder });
    expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { code: "config_invalid" } });
  });

  // Of the first the starter tells, of the second the program: its packages come in many files.
  test.runIf(process.platform === "linux").each([30, 48])(
    "error: no more than %i files may be open: one object with --json, and one line without",
    (files) => {
      const limited = ["-c", `ulimit -n ${files}; exec "$0" "$@"`, process.execPath, AF, "env", "sample", "SAT"];
      const plain = spawnSync("bash", limited, { cwd, encoding: "utf8" });
      expect(plain).toMatchObject({ status: 1, stdout: "" });
      expect(plain.stderr).toMatch(/^af: .*(?:\n {4})?.*ulimit -n.*\n$/);
      const json = spawnSync("bash", [...limited, "--json"], { cwd, encoding: "utf8" });
      expect(json).toMatchObject({ status: 1, stdout: "" });
      expect(JSON.parse(json.stderr)).toMatchObject({
        error: {
          code: "file_access",
          hint: expect.stringContaining("ulimit -n") as string,
          retryable: false,
          details: {},
        },
      });
    },
  );

  test.each(["bash", "zsh", "fish"])("default: completion for %s names the commands", async (shell) => {
    const { code, stdout } = await runAf(["completion", shell], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("validate");
    expect(stdout).toContain("sample");
  });
});
