import { expect, test } from "vitest";
import { parsePythonLiteral } from "./parse-python-literal.ts";

test("default: a row as the original's data set keeps it", () => {
  const text = String.raw`{'test_cases': [{'type': 'stdin_stdout', 'input': '1 2\n', 'output': "it's 3"}], 'n': None}`;
  expect(parsePythonLiteral(text)).toEqual({
    test_cases: [{ type: "stdin_stdout", input: "1 2\n", output: "it's 3" }],
    n: null,
  });
});

test("behavior: tuples, numbers, truth values, escapes, commas at the end", () => {
  expect(parsePythonLiteral("(1, -2.5, 1e3, True, False,)")).toEqual([1, -2.5, 1000, true, false]);
  expect(parsePythonLiteral(String.raw`['\x41\u00e9\U0001f600', r'\n', '\q', "\"", '\\']`)).toEqual([
    "Aé😀",
    String.raw`\n`,
    String.raw`\q`,
    '"',
    "\\",
  ]);
  expect(parsePythonLiteral("{'__proto__': 1}")).toEqual(Object.fromEntries([["__proto__", 1]]));
});

test.each([
  "",
  "[1",
  "[1 2]",
  "{1: 2}",
  "{'a' 1}",
  "f()",
  "[1]; [2]",
  "b'1'",
  "'a",
  "[1,, 2]",
  "__import__('os')",
  "[".repeat(9999),
])("error: %j has no value", (text) => {
  expect(parsePythonLiteral(text)).toBeUndefined();
});
