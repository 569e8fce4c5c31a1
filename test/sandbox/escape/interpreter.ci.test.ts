import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/sandbox/index.ts";
import { expectUnharmed, reference, testEngine } from "../kit/engines.ts";
import { OpenedInterpreter } from "../kit/opened-interpreter.ts";
import { TO_JAVASCRIPT } from "./to-javascript.ts";

const engine = testEngine();
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});

describe("JavaScript", () => {
  test("behavior: each way to JavaScript leads out of Pyodide as it is shipped", () => {
    const pyodide = createRequire(import.meta.url).resolve("pyodide");
    const script = `
const { loadPyodide } = require(${JSON.stringify(pyodide)});
loadPyodide().then((python) => {
  const programs = JSON.parse(process.argv[1]);
  const escaped = programs.filter((program) => {
    let out = "";
    python.setStdout({ batched: (text) => { out += text; } });
    try { python.runPython(program); } catch (error) { process.stderr.write(String(error)); }
    return out.includes("ESCAPED");
  });
  console.log(escaped.length + " of " + programs.length);
});`;
    const programs = Object.values(TO_JAVASCRIPT);
    const { stdout } = spawnSync(process.execPath, ["-e", script, JSON.stringify(programs)], { encoding: "utf8" });
    expect(stdout.trim()).toBe(`${programs.length} of ${programs.length}`);
  });
});

describe("C level", () => {
  test("behavior: ctypes does not exist; with it, the import gate would still stand", async () => {
    const verdict = await engine.run("import ctypes\nprint('ESCAPED', ctypes.string_at(1024, 4))");
    expect(verdict).toMatchObject({ kind: "runtime_error", stdout: "" });
    expect(verdict.stderr).toContain("No module named 'ctypes'");
    await expectUnharmed(engine, before);
    const open = new OpenedInterpreter(() => ({ wholeLibrary: true, allModules: true }), true);
    const listed = "import sys\nprint('_ctypes' in sys.builtin_module_names)";
    expect((await engine.run(listed)).stdout).toBe("False\n");
    expect(open.run(listed).stdout).toBe("True\n");
    expect(open.run("import _testcapi\nprint('ESCAPED')").stdout).toBe("ESCAPED\n");
    expect(open.run("import ctypes\nprint('ESCAPED')")).toMatchObject({ kind: "violation", stdout: "" });
  });
});
