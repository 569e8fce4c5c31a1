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
  test.each(Object.entries(TO_JAVASCRIPT))("behavior: %s does not exist", async (_name, program) => {
    const verdict = await engine.run(program);
    expect(verdict).toMatchObject({ kind: "runtime_error", stdout: "" });
    expect(verdict.stderr).toContain("ModuleNotFoundError");
    await expectUnharmed(engine, before);
  });

  test("behavior: micropip does not exist", async () => {
    expect((await engine.run("import micropip")).stderr).toContain("No module named 'micropip'");
  });

  test("behavior: nothing of JavaScript is among the objects that a program can find", async () => {
    const program = `import gc, sys, builtins
names = [type(o).__module__ + "." + type(o).__qualname__ for o in gc.get_objects()]
names += [m for m in sys.modules] + list(sys.builtin_module_names) + dir(builtins)
print(sorted(n for n in names if "js" in n.lower().split(".")[0][:2] or "pyodide" in n.lower()))`;
    expect((await engine.run(program)).stdout).toBe("['json', 'json.decoder', 'json.encoder', 'json.scanner']\n");
  });
});

describe("C level", () => {
  test.each([
    "_testcapi",
    "_testinternalcapi",
    "ctypes",
    "_ctypes",
    "faulthandler",
    "_remote_debugging",
    "_xxtestfuzz",
  ])("behavior: %s does not exist", async (name) => {
    const verdict = await engine.run(`import ${name}`);
    expect(verdict.stderr).toContain(`No module named '${name}'`);
  });

  test.each([
    ["an opcode out of place", "bytes([100, 200] * 50)"],
    ["locals that are not there", "bytes([83, 250] * 50)"],
    ["an argument far out of range", "bytes([71, 255] * 8 + [82, 255] * 50)"],
    ["a jump out of the code", "bytes([75, 255] * 50)"],
    ["nothing", "b''"],
  ])("behavior: crafted bytecode (%s) harms only its own run", async (_name, code) => {
    const program = `def f(): return 0
f.__code__ = f.__code__.replace(co_code=${code}, co_consts=(), co_stacksize=1)
print(f())`;
    const verdict = await engine.run(program);
    expect(verdict.kind).toMatch(/^(crash|runtime_error|ok|fuel|memory)$/);
    await expectUnharmed(engine, before);
    expect(await engine.run(program)).toEqual(verdict);
  });

  test("behavior: a program that has write access to all of memory cannot bend the next run", () => {
    // A bytearray whose length field is overwritten through crafted bytecode would look like this; here we lend the
    // access, so that the test does not depend on one bug: all of memory but what the entry needs is scribbled over.
    const opened = new OpenedInterpreter();
    const clean = opened.run("print(sum(range(100)))");
    opened.interpreter.instance.memory.bytes.fill(0xa5, 1_000_000, 30_000_000);
    expect(opened.run("print(sum(range(100)))")).toEqual(clean);
    const unrestored = new OpenedInterpreter();
    unrestored.run("print(1)");
    unrestored.interpreter.reset();
    unrestored.interpreter.instance.memory.bytes.fill(0xa5, 1_000_000, 30_000_000);
    expect(unrestored.run("print(sum(range(100)))")).not.toEqual(clean);
  });

  test("behavior: the function table holds the module's own functions, the trampoline, and nothing of JavaScript", () => {
    const { table, trampolineSlot } = new OpenedInterpreter().interpreter.instance;
    expect(table.length).toBe(trampolineSlot + 1);
    const foreign = Array.from({ length: table.length }, (_, slot) => table.get(slot)).filter(
      (entry) => entry !== null && !/^function \d+\(\) \{ \[native code\] \}$/.test(String(entry)),
    );
    expect(foreign).toEqual([]);
  });
});
