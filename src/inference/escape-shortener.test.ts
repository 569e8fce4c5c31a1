import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JsonBytes } from "./json-bytes.ts";

/** Bytes in their shortest spelling, after they came in pieces of that many and each was asked about. */
function shortest(json: string, size = Infinity): string {
  const bytes = Buffer.from(json);
  const kept = new JsonBytes();
  for (let at = 0; at < bytes.length; at += size) {
    kept.append(bytes.subarray(at, at + size));
    kept.exceeds(0);
  }
  return kept.take().toString("utf8");
}

const escaped = (text: string): string =>
  [...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");

/** Any UTF-16 units, halves of pairs among them. */
const anyText = fc.string({
  unit: fc
    .oneof(fc.nat(0x7f), fc.integer({ min: 0xd7f0, max: 0xe010 }), fc.nat(0xffff))
    .map((unit) => String.fromCharCode(unit)),
  maxLength: 12,
});

describe("JSON in its shortest spelling", () => {
  test.each([
    ["letters", String.raw`{"a":"\u0041\u0416\u6f22"}`, '{"a":"AЖ漢"}'],
    ["large digits", String.raw`"\u00E9\u00e9"`, '"éé"'],
    ["a pair", String.raw`"\ud83d\ude00"`, '"😀"'],
    ["halves of pairs", String.raw`"\ud83d\ud83d\ude00 \ude00\n\ud800"`, String.raw`"\ud83d😀 \ude00\n\ud800"`],
    ["what must stay escaped", String.raw`"\u0022\u005c\u000a\u0000"`, String.raw`"\"\\\n\u0000"`],
    ["a backslash that is escaped itself", String.raw`"\\u0041\\\u0041"`, String.raw`"\\u0041\\A"`],
    ["what is no escape", String.raw`"\u00g1\u12"`, String.raw`"\u00g1\u12"`],
    ["outside of texts", String.raw`{"a":\u0031}`, String.raw`{"a":\u0031}`],
    ["a text that a line's end cuts off", '"a\n\\u0041"\\u0041"', '"a\n\\u0041"A"'],
  ])("behavior: %s", (_, json, expected) => {
    for (const size of [Infinity, 1, 2, 5, 7]) expect(shortest(json, size)).toBe(expected);
  });

  test("property: means the same, wherever it is cut, and is as short as can be", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 1, max: 30 }), (one, other, size) => {
        const json = `{"a":"${escaped(one)}",${JSON.stringify(other)}:"${escaped(other)}"}`;
        const short = shortest(json, size);
        const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
        expect(short).toBe(`{"a":${first},${second}:${second}}`);
        expect(shortest(short)).toBe(short);
      }),
    );
  });

  test("property: any bytes come out, those that are no JSON too", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("\\", "u", '"', "0", "d", "8", "\n", "x") }),
        fc.nat(9),
        (any, at) => {
          const whole = shortest(any);
          expect(shortest(any, at + 1)).toBe(whole);
          expect(shortest(whole)).toBe(whole);
        },
      ),
    );
  });

  test("behavior: what fits as it came is left as it came", () => {
    const kept = new JsonBytes();
    kept.append(Buffer.from('"\\u0041"'));
    expect(kept.exceeds(8)).toBe(false);
    expect(kept.length).toBe(8);
    expect(kept.exceeds(3)).toBe(false);
    expect(kept.length).toBe(3);
    expect(kept.exceeds(2)).toBe(true);
  });
});
