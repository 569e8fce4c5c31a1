import fc from "fast-check";
import { expect, test } from "vitest";
import { scaleVector } from "./vector.ts";

test("default: one winner takes 65535; zeros are dropped; halves go up", () => {
  expect(scaleVector(new Map([[5, 1]]))).toEqual({ uids: [5], values: [65_535] });
  expect(
    scaleVector(
      new Map([
        [9, 2000],
        [3, 1000],
        [4, 0],
      ]),
    ),
  ).toEqual({ uids: [3, 9], values: [32_768, 65_535] });
});

test("property: as round(w / max · 65535) in fractions, uids in order, the largest full", () => {
  const weights = fc.dictionary(fc.nat(65_535).map(String), fc.nat(1_000_000), { minKeys: 1, maxKeys: 20 });
  fc.assert(
    fc.property(weights, (dictionary) => {
      const pairs = Object.entries(dictionary).map(([uid, share]) => [Number(uid), share] as const);
      const max = Math.max(...pairs.map(([, share]) => share));
      fc.pre(max > 0);
      const { uids, values } = scaleVector(new Map(pairs));
      expect(uids).toEqual([...uids].sort((a, b) => a - b));
      expect(Math.max(...values)).toBe(65_535);
      const shares = new Map(uids.map((uid, index) => [uid, values[index]]));
      for (const [uid, share] of pairs) expect(shares.get(uid) ?? 0).toBe(Math.round((share / max) * 65_535));
    }),
  );
});

test("error: no weights, only zeros, fractions, uids that are none", () => {
  const vectors = [[], [[1, 0]], [[1, 0.5]], [[1, -1]], [[70_000, 1]], [[1, Number.NaN]]] as [number, number][][];
  for (const pairs of vectors) expect(() => scaleVector(new Map(pairs))).toThrow(/Weights are shares/);
});
