import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePythonLiteral, PythonOnly } from "./parse-python-literal.ts";

const valueOf = (text: string): unknown => {
  const literal = parsePythonLiteral(text);
  if (!literal.read) throw new Error(literal.why);
  return literal.value;
};

test("default: a row as the original's data set keeps it", () => {
  const text = String.raw`{'test_cases': [{'type': 'stdin_stdout', 'input': '1 2\n', 'output': "it's 3"}], 'n': None}`;
  expect(valueOf(text)).toEqual({
    test_cases: [{ type: "stdin_stdout", input: "1 2\n", output: "it's 3" }],
    n: null,
  });
});

// What Python's own ast.literal_eval makes of them, tuples as lists.
test.each<[text: string, value: unknown]>([
  ["(1, -2.5, 1e3, True, False,)", [1, -2.5, 1000, true, false]],
  [String.raw`['\x41\u00e9\U0001f600', r'\n', '\q', "\"", '\\']`, ["Aé😀", String.raw`\n`, String.raw`\q`, '"', "\\"]],
  ["{'__proto__': 1}", Object.fromEntries([["__proto__", 1]])],
  [String.raw`'\065\0\18\7'`, "5\0\u00018\x07"],
  ["'2' '5'", "25"],
  ["('2'\n \"5\")", "25"],
  ["'''5\n'6' '''", "5\n'6' "],
  ['"""5"""', "5"],
  [String.raw`r'\'5' R"\d" u'6'`, String.raw`\'5\d6`],
  ["'2\\\n5'", "25"],
  ["{ # a comment\n'a': 1, # another\n}", { a: 1 }],
  ["[1,\\\n2]", [1, 2]],
  ["('5')", "5"],
  ["('5',)", ["5"]],
  ["()", []],
  ["({'a': ((1))})", { a: 1 }],
  ["[0xff, 0o17, 0b101, 1_000, 00, +7, -0x10, .5, 5., - 7]", [255, 15, 5, 1000, 0, 7, -16, 0.5, 5, -7]],
  [
    "[1000000000000000001, -9007199254740993, 9007199254740991]",
    [10n ** 18n + 1n, -9007199254740993n, 9007199254740991],
  ],
  ["\ufeff\n [1]\n", [1]],
])("behavior: %j", (text, value) => {
  expect(valueOf(text)).toEqual(value);
});

test.each([
  ["{1, 2}", "a set"],
  ["b'1' B\"2\"", "bytes"],
  ["rb'\\1'", "bytes"],
  ["1j", "a complex number"],
  ["1 + 2j", "a complex number"],
  ["-0.5-.5e1J", "a complex number"],
  ["set()", "a set"],
  ["...", "an ellipsis"],
  ["{1: 2, None: 3, (1, 2): 4}", "a dict with a key that is no text"],
])("behavior: %j is %s, which JSON has not", (text, what) => {
  expect(valueOf(text)).toEqual(new PythonOnly(what));
  expect(valueOf(`{'x': ${text}, 'y': 1}`)).toEqual({ x: new PythonOnly(what), y: 1 });
});

test.each([
  ["", "character 1: its end where a value belongs"],
  ["[1", "character 3: its end where a comma or ] belongs"],
  ["[1 2]", 'character 4: "2]" where a comma or ] belongs'],
  ["{'a' 1}", "character 6"],
  ["{'a': 1, 'b'}", "character 13"],
  ["f()", "character 1: f is no literal"],
  ["dict()", "dict is no literal"],
  ["set(1)", "set is no literal"],
  ["....", "where a value belongs"],
  ["[inf]", "character 2: inf is no literal"],
  ["[1]; [2]", 'character 4: "; [2]" follows the value'],
  ["'a", "the text has no ' at its end"],
  ["'a\nb'", "on the same line"],
  ["'''a''", "the text has no ''' at its end"],
  ["[1,, 2]", "character 4"],
  ["__import__('os')", "__import__ is no literal"],
  ["[".repeat(9999), "nested too deep"],
  ["'\\N{DIGIT FIVE}'", "character 2: \\N{…} names a character"],
  ["'\\x4'", "\\x takes 2 hexadecimal digits"],
  ["'\\U00110000'", "\\U takes 8"],
  ["f'1'", "an f-string"],
  ["'1' b'2'", "bytes and a text are joined"],
  ["012", "begins with a 0"],
  ["1_000_", "within a number"],
  ["'1' + '2'", "follows the value"],
])("error: %j is told with its place", (text, why) => {
  const literal = parsePythonLiteral(text);
  expect(literal.read ? literal.value : literal.why).toContain(why);
});

test("law: whatever the text, a value or a place", () => {
  const pieces = Array.from("[]{}(),:'\"\\b01.e# \nx");
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 24 }), (text) => {
      const literal = parsePythonLiteral(text.join(""));
      if (!literal.read) expect(literal.why).toMatch(/^character \d+: /);
    }),
  );
});
