import { describe, expect, test, vi } from "vitest";
import { createPythonEngine, type EngineOptions } from "../../src/sandbox/index.ts";
import { capacityFor } from "../../src/sandbox/pool/host-capacity.ts";
import { JobQueue } from "../../src/sandbox/pool/job-queue.ts";
import { Heartbeat } from "../../src/sandbox/pool/heartbeat.ts";
import { parseJob } from "../../src/sandbox/job.ts";
import { testEngine } from "./kit/engines.ts";

const MIB = 2 ** 20;
const SUM = "print(sum(map(int, input().split())))";
const engine = testEngine({ workers: 2 });

describe("run", () => {
  test("default", async () => {
    expect(await engine.run(SUM, { stdin: "1 2\n" })).toEqual({
      kind: "ok",
      exitCode: 0,
      stdout: "3\n",
      stderr: "",
      ticks: expect.any(Number) as number,
      truncated: false,
      detail: null,
    });
  });

  test.each([
    ["raise SystemExit(5)", { kind: "exit", exitCode: 5 }],
    ["exit()", { kind: "ok", exitCode: 0 }],
    ["import sys\nsys.exit('bye')", { kind: "exit", exitCode: 1, stderr: "bye\n" }],
    ["print(1/0)", { kind: "runtime_error", exitCode: 1 }],
    ["def f(:", { kind: "runtime_error", exitCode: 1 }],
    ["raise MemoryError", { kind: "memory", exitCode: null }],
  ])("behavior: %j", async (program, expected) => {
    expect(await engine.run(program)).toMatchObject(expected);
  });

  test("behavior: a traceback shows the program's own lines and nothing of ours", async () => {
    const { stderr } = await engine.run("def f():\n    return 1 / 0\n\nf()\n");
    expect(stderr).toBe(`Traceback (most recent call last):
  File "main.py", line 4, in <module>
    f()
    ~^^
  File "main.py", line 2, in f
    return 1 / 0
           ~~^~~
ZeroDivisionError: division by zero
`);
  });

  test("behavior: many at once, each with its own answer", async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 60 }, (_, index) => engine.run(SUM, { stdin: `${index} 1` })),
    );
    expect(verdicts.map(({ stdout }) => stdout)).toEqual(Array.from({ length: 60 }, (_, index) => `${index + 1}\n`));
  });

  test("behavior: the largest program and the largest stdin are taken", async () => {
    const program = `print(len(__import__("sys").stdin.buffer.read()))\n#${"x".repeat(256 * 1024 - 53)}`;
    const stdin = new Uint8Array(16 * MIB).fill(97);
    expect(await engine.run(program, { stdin })).toMatchObject({ kind: "ok", stdout: `${16 * MIB}\n` });
  });

  test.each<[string, unknown, object, string]>([
    ["an empty program", "", {}, "program"],
    ["a program of 10 MB", "#".repeat(10_000_000), {}, "program"],
    ["a program just over 256 KiB of UTF-8", `#${"é".repeat(128 * 1024)}`, {}, "program"],
    ["a program with a NUL byte", "print(1)\0", {}, "program"],
    ["a program that is not UTF-8", Uint8Array.from([0x23, 0xff]), {}, "program"],
    ["a program with a lone surrogate", "print('\ud800')", {}, "program"],
    ["a program that is no text", 7, {}, "program"],
    ["stdin of 100 MB", "pass", { stdin: new Uint8Array(100_000_000) }, "stdin"],
    ["stdin with a lone surrogate", "pass", { stdin: "\udfff" }, "stdin"],
    ["negative fuel", "pass", { limits: { fuelTicks: -1 } }, "limits"],
    ["no fuel", "pass", { limits: { fuelTicks: 0 } }, "limits"],
    ["half a tick", "pass", { limits: { fuelTicks: 1.5 } }, "limits"],
    ["fuel that is not a number", "pass", { limits: { fuelTicks: Number.NaN } }, "limits"],
    ["endless time", "pass", { limits: { wallMs: Number.POSITIVE_INFINITY } }, "limits"],
    ["too little memory to start", "pass", { limits: { memoryBytes: MIB } }, "limits"],
    ["endless fuel", "pass", { limits: { fuelTicks: 10 ** 13 } }, "limits"],
    ["a terabyte", "pass", { limits: { memoryBytes: 2 ** 40 } }, "limits"],
    ["an unknown limit", "pass", { limits: { time: 1 } }, "limits"],
    ["fuel as a bigint", "pass", { limits: { fuelTicks: 1n as unknown as number } }, "limits"],
  ])("error: %s", async (_name, program, options, field) => {
    await expect(engine.run(program as string, options)).rejects.toMatchObject({
      code: "invalid_input",
      details: { field },
      hint: expect.stringMatching(/\w/) as string,
    });
  });
});

test.each([
  ["workers", { workers: 0 }],
  ["workers", { workers: 1.5 }],
  ["runsPerWorker", { runsPerWorker: "many" }],
  ["outerWall", { outerWall: "maybe" }],
  ["cacheFolder", { cacheFolder: 7 }],
  ["onNotice", { onNotice: "log" }],
  ["limits", { limits: { fuelTicks: 1n } }],
  ["", { worker: 2 }],
])("error: an engine with a wrong option: %s", (field, options) => {
  expect(() => createPythonEngine(options as EngineOptions)).toThrow(
    expect.objectContaining({ code: "invalid_input", details: { field } }) as Error,
  );
});

describe("faults", () => {
  test("behavior: a job whose child dies again and again is given up, without a verdict; others go on", () => {
    const queue = new JobQueue();
    const job = parseJob("pass");
    const send = (): number[] => {
      const ids: number[] = [];
      for (let next = queue.next(2); next !== undefined; next = queue.next(2)) ids.push(next.id);
      return ids;
    };
    const add = (): void => {
      queue.add(
        job,
        () => undefined,
        () => undefined,
      );
    };
    for (let count = 0; count < 3; count += 1) add();
    expect(send()).toEqual([1, 2, 3]);
    expect(queue.childDied()).toBeUndefined();
    // Each is now sent alone.
    for (let death = 0; death < 2; death += 1) {
      expect(send()).toEqual([1]);
      expect(queue.childDied()).toBeUndefined();
    }
    expect(send()).toEqual([1]);
    expect(queue.childDied()?.id).toBe(1);
    expect(send()).toEqual([2]);
    expect(queue.settle(2)?.id).toBe(2);
    expect(send()).toEqual([3]);
    add();
    expect(send()).toEqual([]);
    queue.settle(3);
    expect(send()).toEqual([4]);
    expect(queue.settle(99)).toBeUndefined();
  });

  test("behavior: silence for ten pings is noticed; a word in between starts over", () => {
    vi.useFakeTimers();
    let pings = 0;
    let silent = 0;
    const heartbeat = new Heartbeat(
      () => (pings += 1),
      () => (silent += 1),
    );
    vi.advanceTimersByTime(9_500);
    heartbeat.heard();
    vi.advanceTimersByTime(10_000);
    expect([pings, silent]).toEqual([19, 0]);
    vi.advanceTimersByTime(60_000);
    expect([pings, silent]).toEqual([19, 1]);
    vi.useRealTimers();
  });
});

describe("host", () => {
  test("behavior: fewer workers where memory is short, and it says so", () => {
    const host = { cores: 8, memoryBytes: 2048 * MIB };
    expect(capacityFor(undefined, 512 * MIB, host)).toEqual({
      workers: 3,
      wanted: 8,
      notice: "3 of 8 sandbox workers: 2048 MiB of free memory hold no more programs of 512 MiB.",
    });
    expect(capacityFor(2, 512 * MIB, host)).toMatchObject({ workers: 2, notice: null });
    expect(capacityFor(3, 512 * MIB, { ...host, cores: 1 }).notice).toContain("share 1 core");
  });

  test("error: not even one program fits", () => {
    const host = { cores: 4, memoryBytes: 500 * MIB };
    expect(() => capacityFor(undefined, 512 * MIB, host)).toThrow(/needs 768 MiB of free memory; this host has 500/);
  });

  test.each([0, -1, 1.5, 5000])("error: %d workers", (workers) => {
    expect(() => createPythonEngine({ workers })).toThrow(/workers/);
  });
});
