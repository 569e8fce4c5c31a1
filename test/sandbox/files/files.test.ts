import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { MAX_FILES, MAX_FILES_BYTES, type Verdict } from "../../../src/sandbox/index.ts";
import { parseFiles } from "../../../src/sandbox/parse-files.ts";
import { expectUnharmed, reference, testEngine } from "../kit/engines.ts";

const engine = testEngine();
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});

const SHOP = {
  "shop/__init__.py": "",
  "shop/rates.py": "def rate(n):\n    return 3 * n\n",
  "shop/till.py": "from shop.rates import rate\n\ndef total(ns):\n    return sum(map(rate, ns))\n",
  "data/prices.txt": "1 2 3\né\n",
};

describe("files of a run", () => {
  test("default: a package is imported, and files are read by their paths", async () => {
    const program = `from shop.till import total
text = open("/work/data/prices.txt").read().split()
print(total(map(int, text[:3])), text[3])
import os
print(os.listdir("/work"), os.listdir("/work/shop"), __import__("sys").path[0], os.path.getsize("/work/data/prices.txt"))
`;
    const { kind, stdout, stderr } = await engine.run(program, { files: SHOP });
    expect({ kind, stderr }).toEqual({ kind: "ok", stderr: "" });
    expect(stdout).toBe("18 é\n['data', 'shop'] ['__init__.py', 'rates.py', 'till.py'] /work 9\n");
  });

  test("behavior: packages need no __init__, and a traceback shows the lines of a file", async () => {
    const files = { "kiosk/broken.py": "def f():\n    return 1 // 0\n" };
    const { kind, stderr } = await engine.run("from kiosk.broken import f\nf()", { files });
    expect(kind).toBe("runtime_error");
    expect(stderr).toContain('File "/work/kiosk/broken.py", line 2, in f');
    expect(stderr).toContain("return 1 // 0");
  });

  test("behavior: nothing of them is left for the next run, and a run without files has no such folder", async () => {
    await engine.run("import shop.till, secret_of_mine", { files: { ...SHOP, "secret_of_mine.py": "x = 1" } });
    const probe = await engine.run(
      "import os, sys\nprint(os.path.exists('/work'), '/work' in sys.path, 'shop' in sys.modules)\nimport secret_of_mine",
    );
    expect(probe).toMatchObject({ kind: "runtime_error", stdout: "False False False\n" });
    await expectUnharmed(engine, before);
  });

  test.each([
    ["open('/work/shop/rates.py', 'w')", "Read-only"],
    ["open('/work/shop/rates.py', 'a')", "Read-only"],
    ["open('/work/new.py', 'w')", "Read-only"],
    ["import os\nos.mkdir('/work/more')", "Error"],
    ["import os\nos.remove('/work/shop/rates.py')", "Error"],
    ["import os\nos.rename('/work/shop', '/tmp/shop')", "Error"],
    ["open('/work/../etc/passwd')", "FileNotFoundError"],
  ])("behavior: %s fails, and changes nothing", async (program, told) => {
    const { kind, stderr } = await engine.run(program, { files: SHOP });
    expect(kind).toBe("runtime_error");
    expect(stderr).toContain(told);
  });

  test("law: fuel is exact, and depends neither on the order of the files nor on what ran before", async () => {
    const program = "from shop.till import total\nprint(total(range(100)))";
    const first = await engine.run(program, { files: SHOP });
    expect(first).toMatchObject({ kind: "ok", stdout: "14850\n" });
    const turned = Object.fromEntries(Object.entries(SHOP).reverse());
    expect(await engine.run(program, { files: turned })).toEqual(first);
    for (const [more, kind] of [
      [-1, "fuel"],
      [0, "ok"],
    ] as const) {
      const limits = { fuelTicks: first.ticks + more };
      expect((await engine.run(program, { files: SHOP, limits })).kind).toBe(kind);
    }
    const other = testEngine();
    expect(await other.run(program, { files: SHOP })).toEqual(first);
  });

  test("behavior: reading a file costs fuel by its length", async () => {
    const ticks = async (length: number) =>
      (await engine.run("open('/work/a.txt').read()", { files: { "a.txt": "x".repeat(length) } })).ticks;
    expect((await ticks(900_000)) - (await ticks(100_000))).toBeGreaterThan(800_000);
  });

  const many = Object.fromEntries(Array.from({ length: MAX_FILES + 1 }, (_, index) => [`f${index}.py`, ""]));
  test.each([
    ["../etc/passwd", "the path"],
    ["/etc/passwd", "the path"],
    ["a/../b.py", "the path"],
    ["./a.py", "the path"],
    ["a//b.py", "the path"],
    ["a/", "the path"],
    ["", "the path"],
    [".", "the path"],
    ["a/.b", "the path"],
    ["a\u0000.py", "the path"],
    ["a\\b.py", "the path"],
    ["é.py", "the path"],
    ["a b.py", "the path"],
    ["-rf", "the path"],
    ["a.", "the path"],
    ["a/b/c/d/e/f/g/h/i.py", "9 names"],
    [`${"a".repeat(126)}.py`, "129 characters"],
  ])("error: the path %j", async (path, told) => {
    await expect(engine.run("pass", { files: { [path]: "" } })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining(told) as string,
      details: { field: "files" },
    });
  });

  test.each([
    [many, "are 65"],
    [{ "a.py": "x".repeat(MAX_FILES_BYTES + 1) }, "too long"],
    [{ "a.py": "é".repeat(MAX_FILES_BYTES / 2), "b.py": "x" }, "too long"],
    [{ "a.py": "\ud800" }, "lone surrogate in a.py"],
    [{ a: "", "a/b.py": "" }, "a both as a file and as a folder"],
    [{ "a.py": 7 }, "no text at a.py"],
    ["a.py", "no map"],
    [["a.py"], "no map"],
    [null, "no map"],
    [new Map([["a.py", ""]]), "no map"],
  ])("error: files that are none %#", async (files, told) => {
    await expect(engine.run("pass", { files: files as never })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining(told) as string,
      details: { field: "files" },
    });
  });

  test("law: whatever a path holds, it is taken as it is or refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (path) => {
        try {
          expect(parseFiles({ [path]: "x" }).map((file) => file.path)).toEqual([path]);
          expect(path).toMatch(/^[\w.-]+(\/[\w.-]+)*$/);
          expect(path.split("/").some((name) => /^\.|^-|\.$/.test(name))).toBe(false);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid_input" });
        }
      }),
    );
  });

  test("behavior: fuel is equal in another process", async () => {
    const program = "from shop.till import total\nprint(total(range(100)))";
    const script = `import { createPythonEngine } from ${JSON.stringify(new URL("../../../dist/index.js", import.meta.url).href)};
const engine = createPythonEngine({ workers: 1, outerWall: "off" });
console.log(JSON.stringify(await engine.run(${JSON.stringify(program)}, { files: ${JSON.stringify(SHOP)} })));
await engine.close();`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
    expect(JSON.parse(stdout)).toEqual(await engine.run(program, { files: SHOP }));
  }, 120_000);
});
