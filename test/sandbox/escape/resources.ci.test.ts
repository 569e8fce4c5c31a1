import { beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/sandbox/index.ts";
import { runInThread } from "../kit/bare-thread.ts";
import { expectUnharmed, reference, testEngine } from "../kit/engines.ts";
import { OpenedInterpreter } from "../kit/opened-interpreter.ts";

const MIB = 2 ** 20;
const engine = testEngine();
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});

describe("memory", () => {
  test("behavior: 4 GB in pieces, and a loop that swallows MemoryError, end as memory", async () => {
    const inPieces = `x = [bytearray(2**30 - 4096) for _ in range(4)]`;
    const inLoop = `x = []\nwhile True:\n    try:\n        x.append(bytearray(10**7))\n    except BaseException:\n        pass`;
    expect(await engine.run(inPieces)).toMatchObject({ kind: "memory", exitCode: null });
    expect(await engine.run(inLoop)).toMatchObject({ kind: "memory", exitCode: null });
    await expectUnharmed(engine, before);
  });

  test("behavior: the limit is exact to the page, on a worker that has run larger programs too", async () => {
    const limits = { memoryBytes: 128 * MIB };
    // The interpreter's own part ends about 27 MiB up; a large block goes right behind it.
    const taking = (mib: number): string => `x = bytearray(${mib} * 2**20)\nprint(len(x) >> 20)`;
    expect((await engine.run(taking(300))).stdout).toBe("300\n");
    expect((await engine.run(taking(100), { limits })).stdout).toBe("100\n");
    expect(await engine.run(taking(103), { limits })).toMatchObject({ kind: "memory", stdout: "" });
    await expectUnharmed(engine, before);
    const program = taking(103);
    const opened = new OpenedInterpreter((instance) => ({
      imports: {
        // What Emscripten's own function does: no limit but the module's.
        emscripten_resize_heap: (bytes: number) => {
          const { memory } = instance().memory;
          memory.grow(Math.ceil(((bytes >>> 0) - memory.buffer.byteLength) / 65_536));
          return 1;
        },
      },
    }));
    expect(opened.run(program, "", limits).stdout).toBe("103\n");
  });

  test("behavior: the interpreter never grows beyond what was asked for", () => {
    const interpreter = new OpenedInterpreter();
    interpreter.run("x = bytearray(100 * 2**20)");
    expect(interpreter.interpreter.instance.memory.bytes.length).toBeLessThan(128 * MIB);
  });
});

describe("recursion", () => {
  test("behavior: recursion that Python does not check ends as a crash, long before the thread's stack does", async () => {
    const program = "import gc; gc.disable()\nt = ()\nfor _ in range(400_000): t = (t,)\nhash(t)";
    const crash = { kind: "crash", detail: "calls nested too deeply" };
    expect(await runInThread(program, { stackSizeMb: 100 })).toMatchObject(crash);
    expect(await engine.run(program)).toMatchObject(crash);
    // A host that does not give the stack that it was asked for is at fault itself.
    expect(await runInThread(program, { stackSizeMb: 2 })).toMatchObject({ kind: "host_failure" });
    await expectUnharmed(engine, before);
  });
});
