import { beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/sandbox/index.ts";
import { expectUnharmed, reference, testEngine } from "../kit/engines.ts";
import { OpenedInterpreter } from "../kit/opened-interpreter.ts";

const engine = testEngine();
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});

/** What each leaves behind, and a program that would notice it in the next run. */
const LEAKS: Record<string, { leak: string; notice: string }> = {
  "monkeypatched builtins": {
    leak: "import builtins\nbuiltins.print_before = print\nbuiltins.print = lambda *a, **k: print_before('BENT', *a, **k)",
    notice: "print('here')",
  },
  "a replaced module": {
    leak: "import sys, types\nm = types.ModuleType('math')\nm.sqrt = lambda x: 'BENT'\nsys.modules['math'] = m",
    notice: "import math\nprint(math.sqrt(4))",
  },
  "a bent class of the standard library": {
    leak: "import json\njson.JSONEncoder.encode = lambda self, o: 'BENT'\njson.dumps.__globals__['_default_encoder'].encode = lambda o: 'BENT'",
    notice: "import json\nprint(json.dumps([1]))",
  },
  "a variable of __main__": { leak: "secret = 'BENT'", notice: "print(globals().get('secret'))" },
  "an exit function": {
    leak: "import atexit, os\natexit.register(print, 'BENT')\nos._exit(0)",
    notice: "print('x')",
  },
  "a warning filter and a recursion limit": {
    leak: "import sys\nsys.setrecursionlimit(50_000)",
    notice: "import sys\nprint(sys.getrecursionlimit())",
  },
  "a trace function": {
    leak: "import sys, threading\nsys.settrace(lambda *a: print('BENT'))\nsys.setprofile(lambda *a: None)",
    notice: "def f(): pass\nf()\nprint('x')",
  },
  "the state of the random generator": {
    leak: "import random\nrandom.seed(1)",
    notice: "import random\nprint(random.random())",
  },
  "text left in standard input's buffer": {
    leak: "import sys\nsys.stdin.buffer.peek(1)",
    notice: "import os\nprint(os.read(0, 100))",
  },
  "text left in standard output's buffer": {
    leak: "import os, sys\nsys.stdout.write('BENT')\nos._exit(0)",
    notice: "print('x')",
  },
  "a bent runner": {
    leak: `import sys
frame = sys._getframe()
while frame.f_code.co_name != "run_program":
    frame = frame.f_back
frame.f_globals["__builtins__"].exec = None
import gc
for o in gc.get_objects():
    if getattr(o, "__name__", "") == "run_program":
        o.__code__ = (lambda source, /: None).__code__`,
    notice: "print(exec is None)",
  },
};

describe("state", () => {
  test.each(Object.entries(LEAKS))("behavior: %s is gone in the next run", async (_name, { leak, notice }) => {
    const expected = await engine.run(notice, { stdin: "in\n" });
    expect(expected.kind).toBe("ok");
    await engine.run(leak, { stdin: "left over\n" });
    expect(await engine.run(notice, { stdin: "in\n" })).toEqual(expected);
    await expectUnharmed(engine, before);
  });

  test.each(Object.entries(LEAKS))("behavior: %s would be noticed", async (_name, { leak, notice }) => {
    const expected = await engine.run(notice, { stdin: "in\n" });
    const together = `${leak.replaceAll("os._exit(0)", "")}\n${notice}`;
    expect((await engine.run(together, { stdin: "in\n" })).stdout).not.toBe(expected.stdout);
  });

  test("behavior: without the restored memory, what a program leaves is there in the next run", () => {
    const unrestored = new OpenedInterpreter();
    const notice = "print(globals().get('secret'))";
    expect(unrestored.run(notice).stdout).toBe("None\n");
    unrestored.run("secret = 'BENT'");
    expect(unrestored.run(notice).stdout).toBe("None\n");
    unrestored.run("secret = 'BENT'");
    unrestored.interpreter.reset = () => undefined;
    expect(unrestored.run(notice).stdout).not.toBe("None\n");
  });

  test("behavior: a run begins at the same moment, with the same random bytes, in the same memory", async () => {
    const program = `import time, os, random\nprint(time.time(), os.urandom(8), random.random(), id([]), hash("x"))`;
    const first = await engine.run(program);
    await engine.run("import time, os\ntime.sleep(1000)\nos.urandom(5)\nx = bytearray(10**7)");
    expect(await engine.run(program)).toEqual(first);
    const drifting = new OpenedInterpreter();
    const here = drifting.run(program);
    drifting.interpreter.instance.guest.clock.reset = () => undefined;
    drifting.interpreter.instance.guest.random.reset = () => undefined;
    drifting.run("import time, os\ntime.sleep(1000)\nos.urandom(5)");
    expect(drifting.run(program)).not.toEqual(here);
  });
});
