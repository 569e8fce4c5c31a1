import { beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/sandbox/index.ts";
import { expectUnharmed, reference, testEngine } from "../kit/engines.ts";
import { OpenedInterpreter } from "../kit/opened-interpreter.ts";

const engine = testEngine();
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});

describe("memory", () => {
  test("behavior: 4 GB at once is more than the interpreter can name", async () => {
    expect(await engine.run("bytearray(4 << 30)")).toMatchObject({ kind: "runtime_error", stdout: "" });
    expect((await engine.run("bytearray(4 << 30)")).stderr).toContain("OverflowError");
    await expectUnharmed(engine, before);
  });
});

describe("memory beyond the caches", () => {
  const MIB = 2 ** 20;

  test("behavior: what a program does there costs three times as much, and nothing is taken at once", async () => {
    const loop = "for _ in range(100_000):\n    pass";
    const used = async (program: string) => {
      const verdict = await engine.run(program);
      expect(verdict.kind).toBe("ok");
      return verdict.ticks;
    };
    const [small, large] = ["b = bytearray(60 << 20)\n", "b = bytearray(120 << 20)\n"];
    const [below, above] = [
      (await used(small + loop)) - (await used(small)),
      (await used(large + loop)) - (await used(large)),
    ];
    expect(above / below).toBeGreaterThan(2.99);
    expect(above / below).toBeLessThan(3.01);
    // The allocation itself costs what its bytes cost.
    expect(await used(large)).toBeLessThan(120 * MIB);
  });

  test("behavior: it is asked for, in whatever order, and not what memory grew to besides", async () => {
    const [one, other] = [
      "a = bytearray(70 << 20)\nb = bytearray(1 << 20)",
      "b = bytearray(1 << 20)\na = bytearray(70 << 20)",
    ];
    const [first, second] = [await engine.run(one), await engine.run(other)];
    expect([first.kind, second.kind]).toEqual(["ok", "ok"]);
    expect(Math.max(first.ticks, second.ticks)).toBeLessThan(1.2 * Math.min(first.ticks, second.ticks));
  });
});

describe("time", () => {
  test.each([
    [
      "many pieces of the random source in one call",
      "import os\nf = os.open('/dev/urandom', 0)\nos.readv(f, [bytearray(20 << 20)] * 1024)",
    ],
    ["one large piece of it", "open('/dev/urandom', 'rb').readinto(bytearray(100 << 20))"],
  ])("behavior: %s costs fuel, and what it cannot pay for is not made", async (_, program) => {
    // Made whole, the first would take minutes: the wall clock is there to see.
    expect(await engine.run(program, { limits: { wallMs: 60_000 } })).toMatchObject({ kind: "fuel" });
    await expectUnharmed(engine, before);
  });

  test("behavior: a path that is too long is an error of the file system", async () => {
    const program =
      "import os\nprint(os.path.exists('a' * 5000))\ntry:\n    open('/tmp/' + 'b' * 5000)\nexcept OSError as error:\n    print(error.strerror)";
    expect(await engine.run(program)).toMatchObject({ kind: "ok", stdout: "False\nFilename too long\n" });
  });

  test("behavior: a loop that swallows every exception runs out of fuel", async () => {
    const program = `while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass`;
    const limits = { fuelTicks: 25_000_000 };
    expect(await engine.run(program, { limits })).toMatchObject({ kind: "fuel", ticks: 25_000_000, stdout: "" });
    await expectUnharmed(engine, before);
    const finite = "for _ in range(400_000):\n    pass";
    expect(await engine.run(finite, { limits })).toMatchObject({ kind: "fuel" });
    expect(await engine.run(finite)).toMatchObject({ kind: "ok" });
  });

  test("behavior: without the limit of fuel, what it ends goes on to its end", async () => {
    const program = "print(sum(range(3_000_000)))";
    const limits = { fuelTicks: 5_000_000 };
    expect(await engine.run(program, { limits })).toMatchObject({ kind: "fuel", ticks: 5_000_000, stdout: "" });
    await expectUnharmed(engine, before);
    const opened = new OpenedInterpreter();
    expect(opened.run(program, "", limits).kind).toBe("fuel");
    const { meter } = opened.interpreter.instance.guest;
    const fill = meter.fill.bind(meter);
    meter.fill = () => {
      fill(1_000_000_000_000);
    };
    expect(opened.run(program, "", limits)).toMatchObject({ kind: "ok", stdout: "4499998500000\n" });
  });

  test.each([
    ["a built-in loop without ticks", "sum(range(10**12))"],
    ["a regex bomb", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"],
    ["a huge power", "x = 7 ** (10**9)"],
  ])("behavior: %s runs out of fuel, to the unit", async (_name, program) => {
    const limits = { fuelTicks: 50_000_000 };
    expect(await engine.run(program, { limits })).toMatchObject({ kind: "fuel", ticks: 50_000_000, stdout: "" });
    await expectUnharmed(engine, before);
  });

  test("behavior: a program that meets the wall clock is no verdict: the host is ill, or was told too little", async () => {
    const limits = { wallMs: 100, fuelTicks: 1_000_000_000_000 };
    await expect(engine.run("while True: pass", { limits })).rejects.toMatchObject({
      code: "sandbox_unavailable",
      retryable: true,
      message: expect.stringContaining("wall clock of 100 ms") as string,
    });
    await expectUnharmed(engine, before);
  });

  test("behavior: sleeping takes no time, and clocks show that it did", async () => {
    const program = `import time\nt = time.time(), time.monotonic(), time.perf_counter()\ntime.sleep(86400)
print(*(round(b - a) for a, b in zip(t, (time.time(), time.monotonic(), time.perf_counter()))))`;
    expect(await engine.run(program)).toMatchObject({ kind: "ok", stdout: "86400 86400 86400\n" });
  });

  test("behavior: a loop that waits for the clock ends", async () => {
    const program = `import time\nend = time.time() + 0.2\nwhile time.time() < end:\n    pass\nprint("done")`;
    expect(await engine.run(program)).toMatchObject({ kind: "ok", stdout: "done\n" });
  });
});

describe("output", () => {
  test("behavior: endless output ends at the cap", async () => {
    const verdict = await engine.run("while True:\n    print('x' * 1000)");
    expect(verdict).toMatchObject({ kind: "output", truncated: true });
    expect(verdict.stdout.length).toBe(1_000_000);
    await expectUnharmed(engine, before);
    const uncapped = new OpenedInterpreter((instance) => ({
      imports: {
        fd_write: (_descriptor: number, _vectors: number, _count: number, result: number) => {
          const { memory } = instance();
          memory.setUint32(result, memory.getUint32(_vectors + 4));
          return 0;
        },
      },
    }));
    expect(uncapped.run("for _ in range(3000):\n    print('x' * 1000)").kind).toBe("ok");
  });

  test("behavior: a line of 10 MB without an end", async () => {
    expect(await engine.run("print('x' * 10**7, end='')")).toMatchObject({ kind: "output", truncated: true });
    const stdin = "7".repeat(10_000_000);
    expect(await engine.run("print(len(input()))", { stdin })).toMatchObject({ kind: "ok", stdout: "10000000\n" });
    await expectUnharmed(engine, before);
  });

  test("behavior: a huge exception message is cut off", async () => {
    const verdict = await engine.run("raise ValueError('x' * 10**7)");
    expect(verdict).toMatchObject({ kind: "output", truncated: true, stdout: "" });
    expect(verdict.stderr.length).toBe(1_000_000);
    await expectUnharmed(engine, before);
  });

  test("behavior: bytes that are not UTF-8 and NUL bytes arrive as text", async () => {
    const program = `import os, sys\nos.write(1, b"\\xff\\xfe\\x00ok\\xc3")\nprint(repr(sys.stdin.buffer.read()))`;
    const stdin = Uint8Array.from([0, 255, 10]);
    const verdict = await engine.run(program, { stdin });
    expect(verdict).toMatchObject({ kind: "ok", stdout: `\uFFFD\uFFFD\0ok\uFFFDb'\\x00\\xff\\n'\n` });
    await expectUnharmed(engine, before);
  });

  test("behavior: a program that closes its streams harms only itself", async () => {
    const closing =
      "import os, sys\nprint('gone')\nos.close(0); os.close(1); os.close(2)\nsys.stdout.close()\nsys.stdin = None";
    expect((await engine.run(closing)).kind).toMatch(/^(ok|exit|runtime_error)$/);
    await expectUnharmed(engine, before);
  });
});

describe("recursion", () => {
  test.each([
    ["json", "import json\njson.loads('[' * 10**6)"],
    ["compile", "compile('a' + '.b' * 10**5, 'x', 'eval')"],
    ["comparison", "a, b = [], []\na.append(b); b.append(a)\na == b"],
    ["calls through C", "class A:\n    pass\nA.__call__ = A()\nA()()"],
  ])("behavior: deep C recursion in %s is an exception, not a crash", async (_name, program) => {
    const verdict = await engine.run(program);
    expect(verdict).toMatchObject({ kind: "runtime_error", exitCode: 1 });
    expect(verdict.stderr).toMatch(/RecursionError|MemoryError|SyntaxError/);
    await expectUnharmed(engine, before);
  });

  test("behavior: the end of a long chain of objects is no recursion", async () => {
    const program = "t = ()\nfor _ in range(400_000): t = (t,)\ndel t\nprint(1)";
    expect(await engine.run(program)).toMatchObject({ kind: "ok", stdout: "1\n" });
  });

  test("behavior: Python's own recursion goes as deep as it is allowed to", async () => {
    const program = `import sys\nsys.setrecursionlimit(10**6)
def depth(n):\n    return 0 if n == 0 else 1 + depth(n - 1)\nprint(depth(10**5))`;
    expect(await engine.run(program)).toMatchObject({ kind: "ok", stdout: "100000\n" });
  });
});
