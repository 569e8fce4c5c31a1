import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AffineError, sha256Hex, utf8 } from "../../../core/index.ts";
import { python, VERDICT_KINDS, type PythonEngine, type Verdict as PythonVerdict } from "../../../sandbox/index.ts";
import {
  ABD,
  abdEnvironment,
  challengeFromId,
  loadProgramCorpus,
  parseProgramCorpus,
  verifyProgramCorpus,
} from "../../index.ts";

const DOUBLE = { program: "print(int(input()) * 2)", input: "21\n", output: "42\n" };
const REVERSE = { program: "print(input()[::-1])", input: "abc\n", output: "cba\n" };
const text = (...entries: readonly unknown[]) => entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
const parse = (content: string | Uint8Array) => {
  const bytes = typeof content === "string" ? utf8(content) : content;
  return parseProgramCorpus(bytes, sha256Hex(bytes));
};

/** Stands for the sandbox: doubles numbers, reverses other words, and fails in as many ways as the sandbox does. */
const engine: PythonEngine = {
  start: () => Promise.resolve(),
  inspect: () => Promise.reject(new Error("nothing to inspect")),
  close: () => Promise.resolve(),
  run(program, options) {
    const stdin = String(options?.stdin);
    const kind = VERDICT_KINDS.find((known) => known !== "ok" && stdin.trim() === known);
    if (kind !== undefined) return Promise.resolve(verdict(kind, ""));
    const stdout = program === DOUBLE.program ? String(Number(stdin) * 2) : stdin.trim().split("").reverse().join("");
    return Promise.resolve(verdict("ok", `${stdout} \n`));
  },
};

function verdict(kind: PythonVerdict["kind"], stdout: string): PythonVerdict {
  return { kind, stdout, stderr: "", exitCode: kind === "ok" ? 0 : null, ticks: 1, truncated: false, detail: null };
}

function thrown(run: () => unknown): AffineError {
  try {
    run();
  } catch (error) {
    if (AffineError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseProgramCorpus", () => {
  test("default: entries, other fields passed over", () => {
    const corpus = parse(text({ ...DOUBLE, id: 7, tests: [] }, REVERSE));
    expect(corpus.entries).toEqual([DOUBLE, REVERSE]);
  });

  test.each([
    ["a line that is no JSON", `${text(DOUBLE)}{"program": "print(1)", \n`, /line 2: not JSON/],
    ["a line that is no object", `[1]\n`, /line 1: not a JSON object/],
    ["a missing field", text(DOUBLE, { program: "x", input: "" }), /line 2: output/],
    ["a field of another type", text({ ...DOUBLE, input: 21 }), /line 1: input/],
    ["an empty program", text({ ...DOUBLE, program: "" }), /line 1: program/],
    ["an endless program", text({ ...DOUBLE, program: "#".repeat(20_000) }), /line 1: program/],
    ["many broken lines", "?\n".repeat(9), /line 5: [^;]*; and 4 more/],
    ["nothing", "\n\n", /empty/],
  ])("error: %s", (_, content, message) => {
    expect(thrown(() => parse(content))).toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(message) as string,
    });
  });

  test("error: bytes that are no UTF-8", () => {
    expect(thrown(() => parse(Uint8Array.of(0x7b, 0xff, 0x0a))).code).toBe("invalid_input");
  });

  test("error: another hash than the one pinned", () => {
    const pinned = "0".repeat(64);
    const error = thrown(() => parseProgramCorpus(utf8(text(DOUBLE)), pinned));
    expect(error.code).toBe("invalid_input");
    expect(error.message).toContain(pinned);
    expect(error.message).toContain(sha256Hex(text(DOUBLE)));
  });
});

describe("questions of a corpus", () => {
  let folder: string;
  let sha256: string;
  const context = () => ({ python: engine });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "affine-corpus-"));
    const file = join(folder, "programs.jsonl");
    await writeFile(file, text(DOUBLE, REVERSE));
    sha256 = sha256Hex(text(DOUBLE, REVERSE));
    await loadProgramCorpus(file, sha256);
  });
  afterAll(async () => rm(folder, { recursive: true }));

  test("default: asked by its hash, rebuilt from its id, checked by running the program", async () => {
    const challenges = await ABD({ source: "corpus", corpus: sha256 }).many(12, { seed: "corpus" });
    expect(new Set(challenges.map(({ prompt }) => prompt)).size).toBe(2);
    for (const challenge of challenges) {
      const rebuilt = challengeFromId(challenge.id, context);
      expect(rebuilt.prompt).toBe(challenge.prompt);
      const doubles = challenge.prompt.includes(DOUBLE.program);
      const right = doubles ? "<input>\n21\n</input>" : "<input>abc</input>";
      expect(await rebuilt.evaluate(right)).toMatchObject({ score: 1, reason: "correct" });
      expect(await rebuilt.evaluate("<input>20</input>")).toMatchObject({ score: 0, reason: "wrong_output" });
      expect(await rebuilt.evaluate(challenge.prompt)).toMatchObject({ score: 0 });
    }
  });

  test.each([
    ["program_failed", "<input>exit</input>"],
    ["program_failed", "<input>runtime_error</input>"],
    ["fuel_exhausted", "<input>fuel</input>"],
    ["memory_exhausted", "<input>memory</input>"],
    ["output_too_long", "<input>output</input>"],
    ["program_violation", "<input>violation</input>"],
    ["program_crashed", "<input>crash</input>"],
    ["no_answer", "none"],
    ["forbidden_character", "<input>\u0000</input>"],
    ["not_text", "<input>\ud800</input>"],
  ])("error: %s", async (reason, completion) => {
    const { secret } = abdEnvironment.generate({ source: "corpus", corpus: sha256 }, "reasons");
    expect(await abdEnvironment.check(secret, completion, context())).toMatchObject({ thousandths: 0, reason });
  });

  test("error: a sandbox that cannot run is our trouble, not a wrong answer", async () => {
    const [challenge] = await ABD({ source: "corpus", corpus: sha256 }).many(1, { seed: "corpus" });
    const broken = { ...engine, run: () => Promise.reject(new AffineError("sandbox_unavailable", "no worker starts")) };
    await expect(challenge!.evaluate("<input>1</input>", { python: broken })).rejects.toMatchObject({
      code: "sandbox_unavailable",
    });
  });

  test("behavior: without an engine of its own, a check runs in the sandbox that the process shares", async () => {
    const [challenge] = await ABD({ source: "corpus", corpus: sha256 }).many(1, { seed: "corpus" });
    const right = challenge!.prompt.includes(DOUBLE.program) ? "21" : "abc";
    expect((await challenge!.evaluate(`<input>${right}</input>`)).reason).toBe("correct");
    expect((await challenge!.evaluate("<input></input>")).score).toBe(0);
    await python.close();
  });

  test("error: a corpus that has not been loaded, a hash that is none, a file that is not there", async () => {
    const options = (corpus: string) => ({ source: "corpus", corpus }) as const;
    await expect(ABD.generate(options("f".repeat(64)))).rejects.toMatchObject({ code: "environment_params" });
    await expect(ABD.generate(options("F".repeat(64)))).rejects.toMatchObject({ code: "environment_params" });
    await expect(loadProgramCorpus(join(folder, "none.jsonl"), sha256)).rejects.toMatchObject({ code: "not_found" });
  });

  test("behavior: verification lists the entries that do not print what they promise", async () => {
    const broken = [{ ...DOUBLE, output: "41\n" }, REVERSE, { ...REVERSE, input: "fuel" }];
    expect(await verifyProgramCorpus(parse(text(...broken)), context())).toEqual([
      { entry: 0, reason: "wrong_output" },
      { entry: 2, reason: "fuel" },
    ]);
  });
});
