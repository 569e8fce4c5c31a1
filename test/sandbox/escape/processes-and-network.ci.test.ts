import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { createPythonEngine, type Verdict } from "../../../src/sandbox/index.ts";
import { expectUnharmed, reference, TEST_CACHE, testEngine } from "../kit/engines.ts";
import { alive, childrenOf } from "../kit/host-state.ts";
import { letThrough, OpenedInterpreter } from "../kit/opened-interpreter.ts";

const engine = testEngine();
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});

describe("network", () => {
  test.each([
    ["socket.create_connection(('127.0.0.1', 80))", "getaddrinfo"],
    ["socket.gethostbyname('example.com')", "getaddrinfo"],
    ["socket.getnameinfo(('127.0.0.1', 80), 0)", "getaddrinfo"],
    ["urllib.request.urlopen('http://127.0.0.1/')", "getaddrinfo"],
  ])("behavior: %s is a violation", async (call, name) => {
    const imports = call.startsWith("urllib") ? "urllib.request" : "socket";
    const program = `import ${imports}\ntry:\n    ${call}\nfinally:\n    print("REACHED")`;
    expect(await engine.run(program)).toMatchObject({ kind: "violation", detail: name, stdout: "" });
    await expectUnharmed(engine, before);
    // Let through with an error for an answer, so that the program goes on with what it gets.
    const { gates, reached } = letThrough([name], -1);
    expect(new OpenedInterpreter(() => gates).run(program).stdout).toBe("REACHED\n");
    expect(reached[0]).toBe(name);
  });
});

describe("processes", () => {
  test("behavior: subprocess support is not even importable", async () => {
    const program = `import _posixsubprocess\nprint("ESCAPED")`;
    const verdict = await engine.run(program);
    expect(verdict).toMatchObject({ kind: "runtime_error", stdout: "" });
    expect(verdict.stderr).toContain("No module named '_posixsubprocess'");
    expect(new OpenedInterpreter(() => ({ allModules: true }), true).run(program).stdout).toBe("ESCAPED\n");
  });

  test("behavior: the sandbox ends when the process that started it is killed", async () => {
    const script = `
import { createPythonEngine } from ${JSON.stringify(new URL("../../../dist/index.js", import.meta.url).href)};
const engine = createPythonEngine({ workers: 1, cacheFolder: ${JSON.stringify(TEST_CACHE)}, outerWall: "off" });
const { processId } = await engine.inspect();
console.log(processId);
await engine.run("while True: pass", { limits: { fuelTicks: 1_000_000_000_000 } });`;
    const owner = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const printed = await new Promise<string>((resolve) => {
      owner.stdout.once("data", (chunk: Buffer) => {
        resolve(chunk.toString());
      });
    });
    const processId = Number(printed);
    expect(alive(processId)).toBe(true);
    owner.kill("SIGKILL");
    await expect.poll(() => alive(processId)).toBe(false);
  });

  test("behavior: closing the engine leaves no process behind, in the middle of a run either", async () => {
    const closing = createPythonEngine({ workers: 1, cacheFolder: TEST_CACHE, outerWall: "off" });
    const { processId } = await closing.inspect();
    const endless = closing.run("while True: pass", { limits: { fuelTicks: 1_000_000_000_000 } });
    const failure = expect(endless).rejects.toMatchObject({ code: "interrupted" });
    await delay(100);
    expect(alive(processId)).toBe(true);
    expect(childrenOf(process.pid)).toContain(String(processId));
    await closing.close();
    await failure;
    await expect.poll(() => alive(processId)).toBe(false);
  });
});
