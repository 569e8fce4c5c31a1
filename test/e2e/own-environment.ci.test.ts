import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { emptyFolder, runAf } from "./af.ts";

const cwd = emptyFolder();
const af = (...args: string[]) => runAf(args, { cwd });

const MALFORMED: Readonly<Record<string, readonly [source: string, message: string]>> = {
  "nothing.mjs": ["export const x = 1;", "exports no environment; its exports: x."],
  "throws.mjs": ['throw new Error("not today");', "not today"],
  "syntax.mjs": ["export const x = 1;\nexport const = 2;", "syntax.mjs, line 2)"],
  "stranger.mjs": ['import "a-package-nobody-installed";', "Cannot find package"],
  "specification.mjs": ["export const s = { levels: [1], generate() {}, check() {} };", "is a specification"],
  "source.ts": ["export const x: number = 1;", ""],
  "several.mjs": [
    `import { defineEnvironment, registerEnvironment } from "affine";
     const rest = { aliases: [], version: "1", title: "", description: "", answerFormat: "", levels: [1],
       scoredLevels: [1], defaultLevel: 1, generate: () => null, check: () => null };
     export const one = defineEnvironment({ name: "ONE", ...rest });
     registerEnvironment(defineEnvironment({ name: "TWO", ...rest }));`,
    "has several environments: ONE, TWO.",
  ],
  "taken.mjs": [
    `import { SAT } from "affine";
     export const sat = { ...SAT.environment };`,
    "name SAT is taken",
  ],
};

describe("an environment of one's own", () => {
  beforeAll(async () => {
    const made = await af("env", "new", "ledger");
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout.split("\n")).toContain("./ledger/src/index.js");
  });

  test("default: as it stands, its tests pass and its card meets the bars that few samples can show", async () => {
    const folder = join(cwd, "ledger");
    const tests = execFileSync(process.execPath, ["--test"], { cwd: folder, encoding: "utf8", env: {} });
    expect(tests).toMatch(/pass 3\b/);
    const { code, stdout } = await af("env", "card", "./ledger", "--samples", "20", "--json");
    const { facts } = JSON.parse(stdout) as { facts: { environment: string; bars: { check: string; met: boolean }[] } };
    expect(facts.environment).toBe("LEDGER");
    expect(facts.bars.filter((bar) => !bar.met).map((bar) => bar.check)).toEqual(["blind baselines, upper 95%"]);
    expect(code).toBe(1);
  });

  test("behavior: it is asked and judged by path or with --module, also without any affine installed for it", async () => {
    rmSync(join(cwd, "ledger", "node_modules"), { recursive: true });
    const byPath = await af("env", "sample", "./ledger/src/index.js", "--level", "2", "--seed", "x");
    const byName = await af("env", "sample", "ledger", "--module", "ledger", "--level", "2", "--seed", "x");
    expect(byPath).toMatchObject({ code: 0, stderr: "", stdout: byName.stdout });
    const { id, prompt } = JSON.parse(byPath.stdout) as { id: string; prompt: string };
    const balances = new Map([...prompt.matchAll(/^(\w+): (\d+)$/gm)].map(([, name, held]) => [name, Number(held)]));
    for (const [, from, to, amount] of prompt.matchAll(/^(\w+) pays (\w+) (\d+)$/gm)) {
      balances.set(from, balances.get(from)! - Number(amount));
      balances.set(to, balances.get(to)! + Number(amount));
    }
    const completions = [`<answer>${[...balances.values()].join(" ")}</answer>`, "<answer>1 2 3 4</answer>", "no"];
    const lines = completions.map((completion) => JSON.stringify({ challenge_id: id, completion }));
    writeFileSync(join(cwd, "answers.ndjson"), lines.join("\n"));
    const judged = await af("env", "evaluate", "answers.ndjson", "--module", "./ledger");
    expect(judged).toMatchObject({ code: 0, stderr: "" });
    const verdicts = judged.stdout.trim().split("\n");
    expect(verdicts.map((line) => (JSON.parse(line) as { reason: string }).reason)).toEqual([
      "correct",
      "wrong_balances",
      "no_answer",
    ]);
    expect((await af("env", "list", "--module", "ledger")).stdout).toContain("LEDGER");
  });

  test("error: nothing is overwritten; names that are taken or no names are refused", async () => {
    for (const [args, message] of [
      [["ledger"], "./ledger is not empty."],
      [["satisfiability"], "taken by SAT"],
      [["../up"], "cannot be the name"],
      [["other", "--dir", "answers.ndjson"], "cannot be made"],
    ] as const) {
      const { code, stdout, stderr } = await af("env", "new", ...args);
      expect(code).not.toBe(0);
      expect(stdout).toBe("");
      expect(stderr).toContain(message);
    }
  });

  test("behavior: dev shows a question, the baselines and the bars; what few samples cannot show is no miss", async () => {
    const { code, stdout, stderr } = await af("env", "dev", "ledger", "--once", "--samples", "20");
    expect(stdout).toContain("These accounts hold:");
    expect(stdout).toMatch(/shallow money received only: 1: 0.0%, 2: 0.0%, 3: 0.0%/);
    // Twenty questions prove no rate of 1%.
    expect(stdout).toMatch(/TOO FEW blind baselines, upper 95%: .*\(none of 20: empty, level 1; it takes 300\)/);
    expect(stderr).toContain("--samples 300 can");
    expect(code).toBe(0);
  });

  test.each(Object.entries(MALFORMED))("error: %s", async (file, [source, message]) => {
    writeFileSync(join(cwd, file), source);
    const { code, stdout, stderr } = await af("env", "sample", file);
    expect([1, 2]).toContain(code);
    expect(stdout).toBe("");
    expect(stderr).toContain(file);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("defect of the program");
  });
});
