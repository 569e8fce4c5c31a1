import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ENDED_WELL } from "../../../../test/sandbox/kit/ended-well.ts";
import { grepFiles, noFile, readFile } from "./look.ts";
import { failureOf } from "./run-tests.ts";

const TEST = { commands: ["show ash toll"], printed: ["3"] };

describe("what tools show", () => {
  test("property: no observation ends in half of a character", () => {
    const long = fc.nat(4_100).map((count) => `${"a".repeat(count % 700)}${"😀".repeat(count)}b`);
    fc.assert(
      fc.property(long, (line) => {
        const files = { "a/b.py": `x\n${line}\n` };
        const printed = failureOf(TEST, { ...ENDED_WELL, stdout: `${line}\n` });
        const said = failureOf(TEST, { ...ENDED_WELL, kind: "runtime_error", stderr: line });
        const shown = [
          grepFiles(files, "😀"),
          readFile(files, "a/b.py", 1, Infinity),
          noFile(line),
          printed!.said,
          said!.said,
          said!.inWords.error ?? "",
        ];
        for (const text of shown) {
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/\\ud[89a-f]/);
        }
      }),
    );
  });

  test("default: a line is cut after 300 characters, or after 299", () => {
    expect(grepFiles({ "a/b.py": `a${"😀".repeat(200)}` }, "a")).toBe(`1 line:\na/b.py:1: a${"😀".repeat(149)}`);
    expect(grepFiles({ "a/b.py": "😀".repeat(200) }, "😀")).toBe(`1 line:\na/b.py:1: ${"😀".repeat(150)}`);
  });

  test("behavior: a line too long to be shown is told as such", () => {
    const files = { "a/b.py": `x\ny\n${"z".repeat(4_000)}\nw\n` };
    const told = "not shown: line 3 has 4000 characters, 3799 fit.\n";
    expect(`${readFile(files, "a/b.py", 3, 3)}\n`).toBe(`a/b.py, line 3 of 4 ${told}`);
    expect(`${readFile(files, "a/b.py", 3, 1e20)}\n`).toBe(`a/b.py, lines 3-4 of 4 ${told}`);
    expect(readFile(files, "a/b.py", 2, 4)).toBe("a/b.py, lines 2-2 of 4; 3-4 do not fit:\ny");
    expect(readFile({ "a/b.py": "z".repeat(3_799) }, "a/b.py", 1, 1)).toMatch(/^a\/b\.py, lines 1-1 of 1:\nzzz/);
  });
});
