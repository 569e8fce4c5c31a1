import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sameValue } from "./same-value.ts";

describe("values as Python compares them", () => {
  test.each([
    ["1", "1.0"],
    ["-0.0", "0"],
    ["-0.0", "0.0"],
    ["true", "1"],
    ["[false, 2]", "[0, 2.0]"],
    ["1000000000000000000", "1e18"],
    ["Infinity", "1e999"],
    ['{"a": 1, "b": [null]}', '{"b": [null], "a": true}'],
    ['"n1"', '"n1"'],
    ['"\\u00e9"', '"é"'],
  ])("behavior: %s equals %s", (a, b) => {
    expect([sameValue(a, b), sameValue(b, a)]).toEqual([true, true]);
  });

  test.each([
    ["1000000000000000001", "1000000000000000000"],
    ["1000000000000000001", "1e18"],
    ["9007199254740993", "9007199254740992"],
    ["1", '"1"'],
    ["1", '"n1"'],
    ["true", '"true"'],
    ["null", "0"],
    ["false", "null"],
    ["NaN", "NaN"],
    ["[]", "{}"],
    ["[1]", "1"],
    ["[1, 2]", "[1]"],
    ['{"a": 1}', '{"b": 1}'],
    ['{"__proto__": 1}', "{}"],
    ["0.1", "0.10000000000000002"],
    ["1", "one"],
    ["[", "["],
    ["", ""],
  ])("behavior: %s differs from %s", (a, b) => {
    expect([sameValue(a, b), sameValue(b, a)]).toEqual([false, false]);
  });

  test("behavior: deep nesting is compared, not fallen over", () => {
    const deep = `${"[".repeat(200_000)}1${"]".repeat(200_000)}`;
    expect(sameValue(deep, deep)).toBe(true);
    expect(sameValue(deep, deep.replace("1", "2"))).toBe(false);
  });

  test("law: every JSON value equals itself, and integers of any length only themselves", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => sameValue(JSON.stringify(value), JSON.stringify(value))));
    fc.assert(fc.property(fc.bigInt(), fc.bigInt(), (a, b) => sameValue(String(a), String(b)) === (a === b)));
  });
});
