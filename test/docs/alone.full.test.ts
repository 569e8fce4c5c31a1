import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { startInferenceHost } from "../../src/localnet/index.ts";
import { runAf } from "../e2e/af.ts";
import { linesOf, runLines } from "./run-page.ts";
import { DocsShell } from "./shell.ts";

let shell: DocsShell;
afterEach(() => shell.stop());

/** What a reader has by the time of a page: their own answers, their own programs. */
const PREPARED: Readonly<Record<string, (cwd: string) => Promise<void> | void>> = {
  "docs/environments-build.md": (cwd) => sampled(cwd, "SAT"),
  "docs/environments.md": (cwd) => sampled(cwd, "SAT"),
  "docs/eval.md": evaluated,
  "docs/sandbox.md": (cwd) => {
    writeFileSync(join(cwd, "solution.py"), "print(sum(map(int, input().split())))\n");
    writeFileSync(join(cwd, "input.txt"), "1 2\n");
  },
};

/** Three evaluations of a model on the same questions. */
async function evaluated(cwd: string): Promise<void> {
  const models = [{ name: "me/affine", revision: "a".repeat(40), solver: "full" as const }];
  await using host = await startInferenceHost({ port: 0, models });
  for (const name of ["run", "a", "b"]) {
    const args = [
      "eval",
      "-e",
      "SAT",
      "--base-url",
      host.baseUrl,
      "-n",
      "8",
      "--seed",
      "docs",
      "--output",
      `${name}.ndjson`,
    ];
    const { code, stderr } = await runAf(args, { cwd });
    expect(code, stderr).toBe(0);
  }
}

/** Questions and somebody's answers to them. */
async function sampled(cwd: string, env: string): Promise<void> {
  const { stdout } = await runAf(["env", "sample", env, "-n", "2"], { cwd });
  const answers = stdout
    .trim()
    .split("\n")
    .map((line) => {
      const { id } = JSON.parse(line) as { id: string };
      return JSON.stringify({ challenge_id: id, completion: "<answer>1 2 3</answer>" });
    });
  writeFileSync(join(cwd, "answers.ndjson"), answers.join("\n"));
}

describe("commands of pages that need nothing around them", () => {
  test.each(linesOf("alone").map(({ page, lines }) => [page, lines] as const))("default: %s", async (page, lines) => {
    shell = new DocsShell();
    await PREPARED[page]?.(shell.cwd);
    expect(lines.length, page).toBeGreaterThan(0);
    await runLines(shell, lines);
    expect(new Set(await shell.stop())).toEqual(
      new Set(lines.some(({ command }) => /af (serve|env dev)/.test(command)) ? [130] : []),
    );
  });
});
