import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AffineError, canonicalBytes, canonicalJson, type Canonical } from "./index.ts";

const text = fc.string({ unit: "grapheme" });
const { tree: canonical } = fc.letrec<{ tree: Canonical }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    text,
    fc.maxSafeInteger(),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(text, tie("tree"), { maxKeys: 4 }),
  ),
}));

/** The same value with the keys of every object inserted the other way round. */
function reversed(value: Canonical): Canonical {
  if (Array.isArray(value)) return (value as Canonical[]).map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

describe("canonicalJson", () => {
  test("default", () => {
    expect(canonicalJson({ b: [1, null, true], a: { z: "é\n", A: -0 } })).toBe(
      '{"a":{"A":0,"z":"é\\n"},"b":[1,null,true]}',
    );
    expect(Buffer.from(canonicalBytes("é")).toString("hex")).toBe("22c3a922");
  });

  test("behavior: reading it back and writing it again gives the same text, whatever the order of keys", () => {
    fc.assert(
      fc.property(canonical, (value) => {
        const written = canonicalJson(value);
        expect(canonicalJson(JSON.parse(written) as Canonical)).toBe(written);
        expect(canonicalJson(reversed(value))).toBe(written);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test("behavior: different values have different texts", () => {
    fc.assert(
      fc.property(canonical, canonical, (a, b) => {
        const same = JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b)));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test("error: values without a canonical form are named with their place", () => {
    const refused = [1.5, NaN, 2 ** 53, "\ud800", undefined, 1n, new Date(0), Symbol("s"), () => 1, new Map()];
    for (const value of refused) {
      const write = () => canonicalJson({ list: [0, value] } as unknown as Canonical);
      expect(write).toThrow(AffineError);
      expect(write).toThrow("$.list[1]");
    }
  });
});
