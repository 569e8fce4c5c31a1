import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { satEnvironment } from "../../../envs/index.ts";
import { readLines, MAX_LINE_LENGTH } from "./read-lines.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const PROGRAM = `import { Command } from "commander";
import { envCommand } from "./src/cli/commands/env/index.ts";
import { endQuietlyOnClosedPipe } from "./src/cli/output.ts";
import { reportError } from "./src/cli/report-error.ts";
endQuietlyOnClosedPipe();
try {
  await new Command("af").option("--json").addCommand(envCommand()).parseAsync(process.argv.slice(1), { from: "user" });
} catch (thrown) {
  process.exitCode = reportError(thrown, { json: false, trace: false });
}`;

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `af env …` as a process of its own. */
async function env(args: readonly string[], input = "", closeAfter = Infinity): Promise<Run> {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", PROGRAM, "env", ...args], {
    cwd: ROOT,
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    if (out.length > closeAfter) child.stdout.destroy();
  });
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

const rows = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const folder = mkdtempSync(join(tmpdir(), "affine-env-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("af env list", () => {
  test("default: a table within 80 columns", async () => {
    const { code, out } = await env(["list"]);
    expect(code).toBe(0);
    expect(out).toContain("SAT");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("behavior: --json", async () => {
    const [list] = rows((await env(["list", "--json"])).out);
    expect((list?.["environments"] as { name: string }[]).map((info) => info.name)).toContain("SAT");
  });
});

describe("af env sample", () => {
  test("default: questions without secrets, the same for the same seed", async () => {
    const runs = await Promise.all([1, 2].map(() => env(["sample", "sat", "-n", "3", "--level", "2", "--seed", "x"])));
    expect(runs[0]?.out).toBe(runs[1]?.out);
    const made = rows(runs[0]?.out ?? "");
    expect(made.length).toBe(3);
    expect(Object.keys(made[0]!).sort()).toEqual(["env", "id", "messages", "params", "prompt", "seed", "version"]);
    expect(new Set(made.map((question) => question["seed"])).size).toBe(3);
  });

  test("behavior: a reader that goes away ends it quietly", async () => {
    const { code, err } = await env(["sample", "SAT", "-n", "100000", "--level", "1"], "", 10_000);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test("error: unknown names and parameters", async () => {
    const wrong = await Promise.all([env(["sample", "SATT"]), env(["sample", "SAT", "--level", "9"])]);
    for (const { code, out } of wrong) expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(wrong[0].err).toContain("Did you mean SAT?");
    expect(wrong[1].err).toContain("no level 9");
  });
});

describe("af env evaluate", () => {
  const { secret } = satEnvironment.generate({ level: 1 }, "cli");
  const id = "SAT/1/eyJsZXZlbCI6MX0/cli";
  const right = { challenge_id: id, completion: `sep\u2028arator <answer>${secret.planted.join(" ")}</answer>` };

  test("default: verdicts in order, from a file", async () => {
    const file = join(folder, "answers.ndjson");
    const items = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? right : { ...right, completion: "no" }));
    writeFileSync(file, `${items.map((item) => JSON.stringify(item)).join("\n")}\n\n`);
    const { code, out, err } = await env(["evaluate", file]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(rows(out).map((row) => row["score"])).toEqual(items.map((item) => (item === right ? 1 : 0)));
    expect(Object.keys(rows(out)[0]!).sort()).toEqual(
      ["challenge_id", "extracted", "metrics", "reason", "score", "thousandths"].sort(),
    );
  });

  test("error: a bad line is named, the others are judged, the exit code is 1", async () => {
    const lines = [
      JSON.stringify(right),
      "{",
      JSON.stringify({ challenge_id: id }),
      JSON.stringify({ challenge_id: "SAT/1/x/y", completion: "" }),
      JSON.stringify({ challenge_id: id.replace("SAT", "SUDOKU"), completion: "" }),
      "\ufeff\u0000",
      JSON.stringify({ challenge_id: id, completion: null }),
      JSON.stringify(right),
    ];
    const { code, out, err } = await env(["evaluate"], lines.join("\r\n"));
    expect(code).toBe(1);
    expect(err).toBe("5 lines could not be judged.\n");
    const results = rows(out);
    expect(results.map((row) => row["score"])).toEqual([1, null, null, null, null, null, 0, 1]);
    expect(results.map((row) => row["line"])).toEqual([undefined, 2, 3, 4, 5, 6, undefined, undefined]);
    expect(results.slice(1, 6).map((row) => (row["error"] as { code: string }).code)).toEqual([
      "invalid_input",
      "invalid_input",
      "challenge_id",
      "environment_unknown",
      "invalid_input",
    ]);
    expect(results[6]?.["reason"]).toBe("not_text");
  });

  test("error: a file that is not there", async () => {
    const { code, out, err } = await env(["evaluate", join(folder, "missing.ndjson")]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("missing.ndjson");
  });
});

describe("af env card", () => {
  test("default: one JSON object; too few samples miss a bar and say so", async () => {
    const { code, out, err } = await env(["card", "SAT", "--json", "--samples", "1"]);
    const [card] = rows(out) as [{ facts: { bars: { check: string; met: boolean }[] } }];
    expect(code).toBe(1);
    expect(err).toContain("measuring");
    expect(card.facts.bars.find((bar) => bar.check.startsWith("blind"))?.met).toBe(false);
  });
});

describe("readLines", () => {
  async function* of(...chunks: Buffer[]): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }

  test("behavior: characters and lines may be cut anywhere", async () => {
    const bytes = Buffer.from("é\u2028x\n\n😀 last");
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const texts = [];
      for await (const line of readLines(of(bytes.subarray(0, cut), bytes.subarray(cut)))) texts.push(line);
      expect(texts).toEqual([
        { number: 1, text: "é\u2028x" },
        { number: 2, text: "" },
        { number: 3, text: "😀 last" },
      ]);
    }
  });

  test("behavior: a line too long is left out, the next one is read", async () => {
    const long = Buffer.alloc(MAX_LINE_LENGTH, "x");
    const texts = [];
    for await (const line of readLines(of(long, Buffer.from("y"), long, Buffer.from("\nz\n")))) texts.push(line);
    expect(texts).toEqual([
      { number: 1, text: null },
      { number: 2, text: "z" },
    ]);
  });
});
