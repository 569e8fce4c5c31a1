import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/sandbox/index.ts";
import { expectUnharmed, reference, TEST_CACHE, testEngine } from "../kit/engines.ts";
import { hostFiles } from "../kit/host-files.ts";
import { letThrough, OpenedInterpreter } from "../kit/opened-interpreter.ts";

const engine = testEngine();
/** Not below /tmp, where a program finds a folder of its own; the checkout itself may stand there. */
const roof = [TEST_CACHE, homedir(), "/var/tmp"].find((path) => !path.startsWith("/tmp/")) ?? "/var/tmp";
mkdirSync(roof, { recursive: true });
const folder = mkdtempSync(join(roof, "affine-escape-"));
let before: Verdict;

beforeAll(async () => {
  before = await reference(engine);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("files of the host", () => {
  test.each(["/etc/passwd", "/proc/self/environ", "/proc/self/maps", "/../../../etc/passwd"])(
    "behavior: %s does not exist",
    async (path) => {
      const program = `print("ESCAPED", open(${JSON.stringify(path)}, "rb").read()[:1])`;
      const verdict = await engine.run(program);
      expect(verdict).toMatchObject({ kind: "runtime_error", stdout: "" });
      expect(verdict.stderr).toContain("FileNotFoundError");
      await expectUnharmed(engine, before);
      expect(new OpenedInterpreter(hostFiles).run(program).stdout).toContain("ESCAPED");
    },
  );

  test("behavior: reading a file that is not there can be caught, as contest programs do", async () => {
    const program = `try:\n    open("input.txt")\nexcept FileNotFoundError:\n    print("stdin", input())`;
    expect(await engine.run(program, { stdin: "x\n" })).toMatchObject({ kind: "ok", stdout: "stdin x\n" });
  });

  test("behavior: a file cannot be written", async () => {
    const path = join(folder, "escape.txt");
    const program = `open(${JSON.stringify(path)}, "w")\nprint("ESCAPED")`;
    const verdict = await engine.run(program);
    expect(verdict).toMatchObject({ kind: "runtime_error", stdout: "" });
    expect(verdict.stderr).toContain("Read-only file system");
    expect(existsSync(path)).toBe(false);
    await expectUnharmed(engine, before);
    expect(new OpenedInterpreter(hostFiles).run(program).stdout).toContain("ESCAPED");
    expect(existsSync(path)).toBe(true);
  });

  test("behavior: a file below /tmp is the program's own, in memory, and gone when it ends", async () => {
    const name = `escape-${process.pid}.txt`;
    const program = `path = "/tmp/${name}"\nopen(path, "x").write("text")\nprint(open(path).read())`;
    for (let run = 0; run < 2; run += 1) {
      expect(await engine.run(program)).toMatchObject({ kind: "ok", stdout: "text\n" });
    }
    expect(existsSync(join(tmpdir(), name))).toBe(false);
    await expectUnharmed(engine, before);
    const opened = new OpenedInterpreter();
    opened.interpreter.instance.guest.files.reset = () => undefined;
    expect([opened.run(program).kind, opened.run(program).kind]).toEqual(["ok", "runtime_error"]);
  });

  test.each([
    ["os.mkdir('escape')", "__syscall_mkdirat"],
    ["os.unlink('/dev/null')", "__syscall_unlinkat"],
    ["os.rmdir('/tmp')", "__syscall_rmdir"],
    ["os.rename('/dev/null', '/escape')", "__syscall_renameat"],
    ["os.rename('/tmp', '/escape')", "__syscall_renameat"],
  ])("behavior: %s fails: all but what is below /tmp is read-only", async (call, name) => {
    const program = `import os\n${call}\nprint("REACHED")`;
    const verdict = await engine.run(program);
    expect(verdict).toMatchObject({ kind: "runtime_error", stdout: "" });
    expect(verdict.stderr).toContain("Read-only file system");
    await expectUnharmed(engine, before);
    const { gates, reached } = letThrough([name]);
    expect(new OpenedInterpreter(() => gates).run(program)).toMatchObject({ stdout: "REACHED\n" });
    expect(reached).toEqual([name]);
  });

  test.each([
    ["os.symlink('/etc', '/escape')", "__syscall_symlinkat"],
    ["os.chmod('/lib', 0o777)", "__syscall_chmod"],
    ["os.truncate('/lib/python3.14/os.py', 0)", "__syscall_truncate64"],
    ["os.utime('/lib')", "__syscall_utimensat"],
    ["os.chdir('/lib')", "__syscall_chdir"],
    ["os.dup2(1, 9)", "__syscall_dup3"],
    ["os.pipe()", "__syscall_pipe"],
    ["os.statvfs('/')", "__syscall_statfs64"],
  ])("behavior: %s is a violation", async (call, name) => {
    const program = `import os\ntry:\n    ${call}\nfinally:\n    print("REACHED")`;
    expect(await engine.run(program)).toMatchObject({ kind: "violation", detail: name, stdout: "" });
    await expectUnharmed(engine, before);
    const { gates, reached } = letThrough([name]);
    expect(new OpenedInterpreter(() => gates).run(program)).toMatchObject({ stdout: "REACHED\n" });
    expect(reached).toEqual([name]);
  });

  test("behavior: descriptors that a program leaves open are gone in the next run", async () => {
    const program = `import os
count = 0
try:
    while True:
        os.open("/dev/null", os.O_RDONLY)
        count += 1
except OSError:
    print(count)`;
    for (let run = 0; run < 3; run += 1) expect((await engine.run(program)).stdout).toBe("64\n");
    await expectUnharmed(engine, before);
    const opened = new OpenedInterpreter();
    opened.interpreter.instance.guest.descriptors.reset = () => undefined;
    expect([opened.run(program).stdout, opened.run(program).stdout]).toEqual(["64\n", "0\n"]);
  });

  test("behavior: the environment is fixed and holds nothing of the host", async () => {
    const program = `import os, sys\nprint(sorted(os.environ.items()), sys.argv, sys.orig_argv, sys.executable)`;
    const verdict = await engine.run(program);
    expect(verdict.stdout).toBe(
      "[('HOME', '/'), ('LANG', 'C.UTF-8'), ('PATH', '/bin')] ['main.py'] ['python3', 'main.py'] /bin/python3\n",
    );
    await expectUnharmed(engine, before);
  });
});
