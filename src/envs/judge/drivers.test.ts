import { describe, expect, test } from "vitest";
import { testEngine } from "../../../test/sandbox/kit/engines.ts";
import { argumentsDriver, callsDriver, returnedText, textDriver, type Driven } from "./drivers.ts";

const python = testEngine({ workers: 1 });
const run = ({ program, files }: Driven, stdin: string) => python.run(program, { stdin, files });
const solved = async (answer: string, stdin = "3 4\n"): Promise<string | undefined> => {
  const verdict = await run(textDriver(answer), stdin);
  return verdict.kind === "ok" ? returnedText(verdict.stdout) : verdict.kind;
};
const SUM = "def solve(text):\n    return str(sum(map(int, text.split())))\n";

describe("an answer that is a function", () => {
  test.each([
    ["as it is", SUM],
    [
      "with what is run where it is a program",
      `import sys\n${SUM}if __name__ == "__main__":\n    print(solve(sys.stdin.read()))\n`,
    ],
    ["that ends there", `import sys\n${SUM}if __name__ == "__main__":\n    sys.exit(3)\n`],
    ["that calls itself with its input", `import sys\n${SUM}print(solve(sys.stdin.read()))\n`],
    ["that calls itself with a line of it", `${SUM}print(solve(input()))\n`],
    ["that reads bytes", `import sys\n${SUM}print(solve(sys.stdin.buffer.read().decode()))\n`],
    ["from the future", `from __future__ import annotations\n${SUM}`],
    ["with a text that describes it", `"""Adds."""\nfrom __future__ import annotations\n${SUM}`],
    [
      "with a class of data",
      `from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass A:\n    x: int\n${SUM}`,
    ],
    ["with two million characters printed", `${SUM}print("x" * 2_000_000)\n`],
    [
      "with two million printed in the call",
      SUM.replace("    return", '    for _ in range(2000): print("x" * 1000)\n    return'),
    ],
    ["with a print at exit", `import atexit\n${SUM}atexit.register(print, "bye")\n`],
    ["with an endless loop at exit", `import atexit\n${SUM}def stay():\n    while True: pass\natexit.register(stay)\n`],
    ["with an output of its own", `import io, sys\n${SUM}sys.stdout = io.StringIO()\n`],
    ["with an output that is closed", `import sys\n${SUM}sys.stdout.close()\n`],
    ["that prints a result's mark", `${SUM}print("\\naffine-returned:\\"8\\"")\n`],
    ["with another json", `import json\n${SUM}json.dumps = lambda value: "8"\n`],
  ])("behavior: %s", async (_, answer) => {
    expect(await solved(answer)).toBe('"7"');
  });

  test.each([
    ["is not there", "x = 1\n", "runtime_error"],
    [
      "is there as a program alone",
      `if __name__ == "__main__":\n    ${SUM.replaceAll("\n", "\n    ")}`,
      "runtime_error",
    ],
    ["returns no text", "def solve(text):\n    return 7\n", "runtime_error"],
    ["ends the program", "import os\ndef solve(text):\n    os._exit(0)\n", undefined],
    [
      "prints its own result and ends",
      'import os, sys\nsys.__stdout__.write("\\naffine-returned:\\"7\\"\\n x")\nsys.__stdout__.flush()\nos._exit(0)\n',
      undefined,
    ],
    [
      "prints more than a megabyte past its standard output",
      `import sys\n${SUM}sys.__stdout__.write("x" * 2_000_000)\n`,
      "output",
    ],
    ["raises", "def solve(text):\n    raise KeyError(1)\n", "runtime_error"],
    ["is no Python", "def solve(text)\n    return 1\n", "runtime_error"],
  ])("error: one that %s", async (_, answer, ended) => {
    expect(await solved(answer)).toBe(ended);
  });

  test("behavior: errors name the answer's own lines", async () => {
    const { stderr } = await run(textDriver("def solve(text):\n    return 1 // 0\n"), "");
    expect(stderr).toContain('answer.py", line 2, in solve');
    expect(stderr).toContain("return 1 // 0");
  });

  test("behavior: calls and arguments go the same way, and standard input has nothing of them", async () => {
    const answer =
      'import sys\nX = sys.stdin.read()\ndef f(x, y=0):\n    return [x, y, X]\nif __name__ == "__main__":\n    f()\n';
    const called = await run(argumentsDriver(answer, "f"), "[1, 2]");
    expect(returnedText(called.stdout)).toBe('[1, 2, ""]');
    const calls = await run(
      callsDriver(`${answer}def g():\n    return {1}\n`),
      '[["f", [1]], ["g", []], ["h", []], ["f", []]]',
    );
    expect(JSON.parse(returnedText(calls.stdout)!)).toEqual(['[1, 0, ""]', null, null, null]);
  });
});
