import { beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/sandbox/index.ts";
import { expectUnharmed, reference, testEngine } from "../kit/engines.ts";
import { letThrough, OpenedInterpreter, parts } from "../kit/opened-interpreter.ts";

const engine = testEngine();
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});

describe("network", () => {
  test.each([
    ["socket.socket()", "__syscall_socket"],
    ["socket.getaddrinfo('example.com', 80)", "getaddrinfo"],
  ])("behavior: %s is a violation", async (call, name) => {
    const program = `import socket\ntry:\n    ${call}\nfinally:\n    print("REACHED")`;
    expect(await engine.run(program)).toMatchObject({ kind: "violation", detail: name, stdout: "" });
    await expectUnharmed(engine, before);
    // Let through with an error for an answer, so that the program goes on with what it gets.
    const { gates, reached } = letThrough([name], -1);
    expect(new OpenedInterpreter(() => gates).run(program).stdout).toBe("REACHED\n");
    expect(reached[0]).toBe(name);
  });
});

describe("processes", () => {
  test("behavior: a shell command is a violation", async () => {
    const program = `import os\nprint("REACHED", os.system("touch escape"))`;
    expect(await engine.run(program)).toMatchObject({ kind: "violation", detail: "_emscripten_system", stdout: "" });
    await expectUnharmed(engine, before);
    const { gates, reached } = letThrough(["_emscripten_system"]);
    expect(new OpenedInterpreter(() => gates).run(program).stdout).toBe("REACHED 0\n");
    expect(reached).toEqual(["_emscripten_system"]);
  });

  test.each([
    ["os.fork()", "Function not implemented"],
    ["os.execv('/bin/sh', ['sh'])", "Exec format error"],
    ["subprocess.run(['id'])", "does not support processes"],
    ["subprocess.Popen('id', shell=True)", "does not support processes"],
    ["os.popen('id')", "does not support processes"],
    ["os.kill(1, 9)", "Operation not permitted"],
    ["os.kill(-1, 15)", "Operation not permitted"],
    ["os.posix_spawn('/bin/sh', ['sh'], {})", "AttributeError"],
  ])("behavior: %s fails as on a system without processes", async (call, message) => {
    const verdict = await engine.run(`import os, subprocess\n${call}\nprint("ESCAPED")`);
    expect(verdict).toMatchObject({ kind: "runtime_error", stdout: "" });
    expect(verdict.stderr).toContain(message);
    await expectUnharmed(engine, before);
  });

  test("behavior: the interpreter has no import at all for starting a process, except one, which is denied", () => {
    const names = WebAssembly.Module.imports(parts().module).map(({ name }) => name);
    expect(names.filter((name) => /fork|exec|spawn|system|kill|clone|ptrace/.test(name))).toEqual([
      "_emscripten_system",
    ]);
  });

  test("behavior: threads run to their end, one after another, and an endless one runs out of fuel", async () => {
    const program = (rounds: string): string => `import threading
def work(name):
    for _ in ${rounds}:
        pass
    print(name)
threads = [threading.Thread(target=work, args=(n,), daemon=True) for n in range(100)]
[thread.start() for thread in threads]
print(threading.active_count())`;
    const numbers = Array.from({ length: 100 }, (_, index) => `${index}\n`).join("");
    expect(await engine.run(program("range(10)"))).toMatchObject({ kind: "ok", stdout: `${numbers}1\n` });
    const endless = program("iter(int, 1)");
    expect(await engine.run(endless, { limits: { fuelTicks: 30_000_000 } })).toMatchObject({
      kind: "fuel",
      ticks: 30_000_000,
    });
    await expectUnharmed(engine, before);
  });

  test.each([
    ["signal.raise_signal(signal.SIGKILL)", { kind: "violation", detail: "_emscripten_runtime_keepalive_clear" }],
    ["signal.raise_signal(signal.SIGSEGV)", { kind: "crash" }],
    ["signal.raise_signal(signal.SIGINT)", { kind: "runtime_error" }],
    ["signal.alarm(1)", { kind: "runtime_error" }],
    ["os.abort()", { kind: "crash", detail: "abort" }],
  ])("behavior: %s ends the program only", async (call, expected) => {
    expect(await engine.run(`import os, signal\n${call}\nprint("SURVIVED")`)).toMatchObject({
      ...expected,
      stdout: "",
    });
    await expectUnharmed(engine, before);
  });

  test("behavior: a program may raise a signal at itself and handle it", async () => {
    const program = `import signal\nsignal.signal(signal.SIGINT, lambda *a: print("handled", a[0]))
signal.raise_signal(signal.SIGINT)\nprint("after")`;
    expect(await engine.run(program)).toMatchObject({ kind: "ok", stdout: "handled 2\nafter\n" });
    const { gates } = letThrough(["__call_sighandler"]);
    expect(new OpenedInterpreter(() => gates).run(program).stdout).toBe("after\n");
  });

  test("behavior: os._exit ends the run with its status, whatever else is set up", async () => {
    const program = (status: number): string => `import atexit, os, threading
atexit.register(lambda: print("late"))
os.write(1, b"out")
os._exit(${status})`;
    expect(await engine.run(program(3))).toMatchObject({ kind: "exit", exitCode: 3, stdout: "out" });
    expect(await engine.run(program(0))).toMatchObject({ kind: "ok", exitCode: 0, stdout: "out" });
    expect(await engine.run(program(256 + 7))).toMatchObject({ kind: "exit", exitCode: 7 });
    await expectUnharmed(engine, before);
    const { gates } = letThrough(["proc_exit", "exit"]);
    expect(new OpenedInterpreter(() => gates).run(program(3)).kind).not.toBe("exit");
  });
});
