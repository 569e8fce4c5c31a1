import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256KeyedBlock } from "./hash-block.ts";
import { Random, taggedHash } from "./index.ts";

describe("Random", () => {
  // Golden vectors: questions, rounds and models depend on this very stream. A change here is a fork.
  test("golden: words", () => {
    const random = Random.from("affine/test", "seed-1", 7);
    expect(Array.from({ length: 20 }, () => random.uint32())).toEqual([
      1371013807, 3468059794, 2071789034, 1099092575, 2314807635, 689006927, 128445167, 2331805373, 139537395,
      2253172266, 99661731, 3935935376, 3380797215, 3556468550, 2273845728, 3127510016, 2489360815, 3018310427,
      1730806929, 3609027595,
    ]);
  });

  test("golden: draws of every kind", () => {
    const random = Random.from("affine/test", "seed-1", 7);
    for (let skipped = 0; skipped < 20; skipped += 1) random.uint32();
    expect(Array.from({ length: 20 }, () => random.below(6))).toEqual([
      1, 1, 0, 4, 4, 2, 3, 5, 5, 1, 1, 4, 5, 3, 1, 5, 2, 2, 3, 4,
    ]);
    expect([random.below(1), random.below(2 ** 32), random.below(3 * 2 ** 30)]).toEqual([0, 2207691094, 546105611]);
    expect([random.between(-3, 3), random.chance(1, 3), random.pick(["a", "b", "c"])]).toEqual([0, true, "c"]);
    expect(random.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toEqual([0, 6, 7, 1, 2, 10, 9, 5, 3, 4, 11, 8]);
    expect(random.sample(20, 6)).toEqual([15, 2, 14, 4, 6, 10]);
    expect(random.weighted([1, 0, 5, 2])).toBe(0);
    expect([...random.bytes(8)]).toEqual([4, 121, 168, 109, 183, 209, 232, 196]);
  });

  test("golden: 100,000 draws with rejection", () => {
    const random = Random.from("big", 1n, Uint8Array.of(1, 2, 3));
    let sum = 0;
    for (let i = 0; i < 100_000; i += 1) sum = (Math.imul(sum, 31) + random.below(1 + i * 40_000)) | 0;
    expect(sum).toBe(820064271);
  });

  test("behavior: words are SHA-256 of key and counter, as node:crypto has it", () => {
    const key = taggedHash("affine/test");
    const random = new Random(key);
    for (let counter = 0; counter < 50; counter += 1) {
      const block = Buffer.alloc(40);
      block.set(key);
      block.writeBigUInt64BE(BigInt(counter), 32);
      const words = createHash("sha256").update(block).digest();
      for (let word = 0; word < 8; word += 1) expect(random.uint32()).toBe(words.readUInt32BE(word * 4));
    }
  });

  test("behavior: the one-block hash agrees with node:crypto for every key and counter", () => {
    const counters = fc.oneof(fc.nat(), fc.maxSafeNat());
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), counters, (key, counter) => {
        const block = Buffer.alloc(40);
        block.set(key);
        block.writeBigUInt64BE(BigInt(counter), 32);
        const words = Uint32Array.from({ length: 8 }, (_, word) => block.readUInt32BE(word * 4));
        const digest = new Uint32Array(8);
        sha256KeyedBlock(words, counter, digest);
        const bytes = Buffer.alloc(32);
        for (const [word, value] of digest.entries()) bytes.writeUInt32BE(value, word * 4);
        expect(bytes.toString("hex")).toBe(createHash("sha256").update(block).digest("hex"));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test("behavior: draws stay in their range, shuffles keep their items, samples do not repeat", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 2 ** 32 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (seed, n, items) => {
          const random = Random.from("law", seed);
          const drawn = random.below(n);
          expect(drawn >= 0 && drawn < n && Number.isInteger(drawn)).toBe(true);
          const order = (a: number, b: number) => a - b;
          expect(random.shuffle([...items]).sort(order)).toEqual([...items].sort(order));
          const sample = random.sample(items.length + 3, items.length);
          expect(new Set(sample).size).toBe(items.length);
          expect(sample.every((index) => index >= 0 && index < items.length + 3)).toBe(true);
        },
      ),
      { seed: 2 },
    );
  });

  test("behavior: neighbouring seeds share nothing", () => {
    const words = [1, 2, 3, 4].flatMap((seed) => {
      const random = Random.from("affine/test", seed);
      return Array.from({ length: 50 }, () => random.uint32());
    });
    expect(new Set(words).size).toBe(words.length);
  });

  test("error: impossible ranges and keys", () => {
    const random = Random.from("x");
    for (const n of [0, -1, 1.5, 2 ** 32 + 1, NaN]) expect(() => random.below(n)).toThrow(RangeError);
    expect(() => random.pick([])).toThrow(RangeError);
    expect(() => random.sample(2, 3)).toThrow(RangeError);
    expect(() => new Random(new Uint8Array(31))).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });
});
