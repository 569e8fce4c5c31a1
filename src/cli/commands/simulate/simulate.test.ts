import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Report } from "../../../simulate/index.ts";
import { simulateCommand } from "../../program/simulate.ts";

let printed = "";
beforeEach(() => {
  printed = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function af(...words: string[]): Promise<string> {
  const program = new Command("af").option("--json").exitOverride();
  const command = simulateCommand().exitOverride();
  command.configureOutput({ writeErr: () => undefined });
  program.addCommand(command);
  await program.parseAsync(["simulate", "--workers", "1", ...words], { from: "user" });
  return printed;
}

describe("af simulate", () => {
  test("default: a table with errors", async () => {
    const text = await af("--attack", "copy", "--mechanism", "affine-v1", "--days", "0.2", "--reps", "3");
    expect(text).toContain("affine-v1: 0.2 days");
    expect(text).toMatch(/copy +\d.* ± 0\.\d/);
    expect(text).toContain("af simulate --attack copy --mechanism affine-v1 --days 0.2 --reps 3 --seed 1");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toContain("affine-v2");
  });

  test("behavior: --json is one object, --html a report", async () => {
    const folder = mkdtempSync(join(tmpdir(), "affine-simulate-"));
    try {
      const html = join(folder, "report.html");
      const words = ["--attack", "copy", "--attack", "none", "--days", "0.1", "--reps", "2", "--html", html];
      const report = JSON.parse(await af(...words, "--json")) as Report;
      expect(report.tables.map(({ rows }) => rows.map(({ label }) => label))).toEqual([
        ["copy", "none"],
        ["copy", "none"],
      ]);
      expect(readFileSync(html, "utf8")).toContain("affine-v2: 0.1 days");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("behavior: --market says what the budget of tests comes to, by how often there is a crown", async () => {
    const text = await af("--market", "--days", "1", "--reps", "2");
    expect(text).toMatch(/a crown an hour/);
    expect(text).toContain("af simulate --market --days 1 --reps 2 --seed 1");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("behavior: --credit says what partial credit does to the rounds of a test", async () => {
    const report = JSON.parse(await af("--credit", "--reps", "2", "--json")) as Report;
    expect(report.command).toBe("af simulate --credit --reps 2 --seed 1");
    const [{ rows } = { rows: [] }] = report.tables;
    const rounds = (label: string) => {
      const row = rows.find((found) => found.label === label);
      return row?.figures.find(({ name }) => name === "+5: rounds")?.ours.value;
    };
    expect(rows.map(({ label }) => label)).toEqual([
      "right or wrong",
      ...["one", "all"].flatMap((where) => [0.5, 1, 2, 4].map((width) => `${where} of four, ${width}`)),
    ]);
    expect(rounds("all of four, 4")).toBeLessThan(rounds("right or wrong")!);
  });

  test("error: tests with partial credit have no attacks", async () => {
    await expect(af("--credit", "--attack", "copy")).rejects.toMatchObject({ code: "usage" });
    await expect(af("--credit", "--market")).rejects.toMatchObject({ code: "usage" });
  });

  test("error: a market has no attacks", async () => {
    await expect(af("--market", "--attack", "copy")).rejects.toMatchObject({
      code: "usage",
      message: expect.stringContaining("--days, --reps and --seed") as string,
    });
  });

  test("behavior: --list-attacks names every attack", async () => {
    expect(await af("--list-attacks")).toMatch(/^none +nobody attacks/);
  });

  test.each([
    [["--attack", "sybil"], "usage"],
    [["--mechanism", "affine-v3"], "mechanism_unknown"],
    [["--set", "lanes=9"], "usage"],
    [["--suite", "quik"], "usage"],
    [["--suite", "quick", "--attack", "copy"], "usage"],
  ])("error: %j", async (words, code) => {
    await expect(af(...words)).rejects.toMatchObject({ code });
    expect(printed).toBe("");
  });

  test.each([
    ["--days", "0"],
    ["--reps", "1.5"],
    ["--reps", "0"],
    ["--workers", "none"],
  ])("error: %s %s is refused", async (...words) => {
    await expect(af(...words)).rejects.toThrow(/must be/);
  });
});
