import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { AffineError, sha256Hex, utf8 } from "../../../core/index.ts";
import { createPythonEngine } from "../../../sandbox/index.ts";
import { DED, dedEnvironment, loadTaskCorpus, parseTaskCorpus } from "../../index.ts";
import { fenced } from "../../judge/fenced.ts";

const engine = createPythonEngine({ workers: 1 });
afterAll(() => engine.close());

const line = (value: unknown): string => JSON.stringify(value);
const stdin = { type: "stdin_stdout", input: "1 2\n", output: "3" };
const call = { type: "function_call", fn_name: "add", input: [1, 2], output: [3] };

function parse(...lines: string[]) {
  const bytes = utf8(lines.join("\n"));
  return parseTaskCorpus(bytes, sha256Hex(bytes));
}

function refusal(run: () => unknown): AffineError {
  try {
    run();
  } catch (error) {
    if (AffineError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseTaskCorpus", () => {
  test("default: both kinds of cases, in either place, as an object or as JSON text", () => {
    const { entries, invalid } = parse(
      line({ prompt: "Add.", verification_info: { test_cases: [stdin, call] } }),
      line({ prompt: "Add.", verification_info: line({ test_cases: [{ ...stdin, input: ["1", "2"] }] }) }),
      "",
      line({ prompt: "Add.", test_cases: [call], more: 1 }),
    );
    expect(invalid).toEqual([]);
    expect(entries.map(({ cases }) => cases.map(({ kind }) => kind))).toEqual([
      ["stdin_stdout", "function_call"],
      ["stdin_stdout"],
      ["function_call"],
    ]);
    expect(entries[1]!.cases[0]).toEqual({ kind: "stdin_stdout", input: "1\n2", output: "3" });
  });

  test("behavior: a sample without a usable case is invalid and never asked", () => {
    const { entries, invalid } = parse(
      line({ prompt: "One.", test_cases: [{ type: "browser" }] }),
      line({ prompt: "Two.", test_cases: [] }),
      line({ prompt: "Three.", verification_info: "not JSON" }),
      line({ prompt: "Four.", test_cases: [{ ...call, fn_name: "__import__('os').x" }] }),
      line({ prompt: "Five.", test_cases: [{ type: "browser" }, stdin] }),
    );
    expect(invalid.map((sample) => sample.line)).toEqual([1, 2, 3, 4]);
    expect(invalid[1]!.why).toBe("no test cases");
    expect(entries.map(({ statement }) => statement)).toEqual(["Five."]);
  });

  test("error: broken lines and missing fields are named", () => {
    const { code, message } = refusal(() =>
      parse(
        line({ prompt: "Add.", test_cases: [stdin] }),
        "{broken",
        line({ prompt: "No cases." }),
        line({ test_cases: [] }),
      ),
    );
    expect(code).toBe("invalid_input");
    expect(message).toContain("line 2");
    expect(message).toContain("line 3: the whole: verification_info or test_cases is missing");
    expect(message).toContain("line 4: prompt");
    expect(refusal(() => parse(...Array.from({ length: 9 }, () => "{")))).toMatchObject({
      message: expect.stringContaining("and 4 more") as string,
    });
  });

  test("error: a wrong hash, no UTF-8, nothing to ask", () => {
    const bytes = utf8(line({ prompt: "Add.", test_cases: [stdin] }));
    expect(refusal(() => parseTaskCorpus(bytes, "0".repeat(64))).message).toContain(sha256Hex(bytes));
    const broken = Uint8Array.of(0x7b, 0xff);
    expect(refusal(() => parseTaskCorpus(broken, sha256Hex(broken))).message).toContain("UTF-8");
    expect(refusal(() => parse("")).message).toContain("empty");
    expect(refusal(() => parse(line({ prompt: "x", test_cases: [] }))).message).toContain("line 1: no test cases");
  });
});

describe("a corpus as a source", () => {
  test("default: its programs are run on its cases", async () => {
    const folder = await mkdtemp(join(tmpdir(), "affine-corpus-"));
    const file = join(folder, "tasks.jsonl");
    const text = line({ prompt: "Add two numbers.", test_cases: [call, { ...call, input: [2, 2.5], output: 4.5 }] });
    await writeFile(file, text);
    const { sha256 } = await loadTaskCorpus(file, sha256Hex(utf8(text)));
    const challenge = await DED({ source: "corpus", corpus: sha256 }).generate({ seed: "1" });
    expect(challenge.prompt).toContain("Add two numbers.");
    expect(challenge.prompt).toContain("defines add");
    const reason = async (program: string) => (await challenge.evaluate(fenced(program), { python: engine })).reason;
    expect(await reason("def add(a, b):\n    print('noise')\n    return a + b")).toBe("correct");
    expect(await reason("def add(a, b):\n    return a - b")).toBe("wrong_output");
    expect(await reason("def plus(a, b):\n    return a + b")).toBe("runtime_error");
    expect(await reason("def add(a, b):\n    return {a}")).toBe("runtime_error");
    expect(await reason("print(3)\nraise SystemExit(0)")).toBe("wrong_output");
  });

  test("error: a file that is not there, a corpus that is not loaded", async () => {
    await expect(loadTaskCorpus(join(tmpdir(), "no-such-corpus.jsonl"), "0".repeat(64))).rejects.toMatchObject({
      code: "not_found",
    });
    const params = dedEnvironment.normalizeParams({ source: "corpus", corpus: "1".repeat(64) });
    expect(refusal(() => dedEnvironment.generate(params, "1")).code).toBe("environment_params");
  });
});
