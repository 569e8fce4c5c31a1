import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseExactJson, writeExactJson, type ExactJson } from "./exact-json.ts";

describe("parseExactJson", () => {
  test.each<[text: string, value: unknown]>([
    ["1000000000000000001", 10n ** 18n + 1n],
    ['{"n": [-9007199254740993, "n1000000000000000001"]}', { n: [-9007199254740993n, "n1000000000000000001"] }],
    ['{"s1000000000000000001": "a\\"b: 1000000000000000001"}', { s1000000000000000001: 'a"b: 1000000000000000001' }],
    ["[1.0000000000000000001, 1e400, 12345678901234567.5]", [1, Infinity, 12345678901234568]],
    ["9007199254740991", 9007199254740991n],
    ["[1, true, null, -0.5]", [1, true, null, -0.5]],
  ])("default: %s", (text, value) => {
    expect(parseExactJson(text)).toEqual(value);
  });

  test.each(["0000000000000000001", "[1000000000000000001", "1000000000000000001 2", '"1000000000000000001\n"'])(
    "error: %j is no JSON",
    (text) => {
      expect(() => parseExactJson(text)).toThrow(SyntaxError);
    },
  );

  test("property: any JSON comes back, and as JSON.parse reads it where no integer is long", () => {
    fc.assert(
      fc.property(fc.json(), fc.bigInt(), (text, long) => {
        const plain = JSON.parse(text) as ExactJson;
        const mixed = [plain, long, plain] as const;
        const read = parseExactJson(writeExactJson(mixed)) as [unknown, number | bigint, unknown];
        expect(BigInt(read[1])).toBe(long);
        expect(writeExactJson(read as ExactJson)).toBe(writeExactJson(mixed));
        if (!/\d{16}/.test(text)) expect(read[0]).toEqual(plain);
      }),
    );
  });
});
