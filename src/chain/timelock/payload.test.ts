import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeAddress } from "../../wallet/index.ts";
import { compact, readCompact } from "./compact.ts";
import { decodeSealedText, decodeSealedWeights, encodeSealedText, encodeSealedWeights } from "./index.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("compact integers", () => {
  test("default: the examples of the SCALE specification", () => {
    expect([0, 1, 42, 69, 16_383, 16_384, 2 ** 30 - 1].map((value) => hex(compact(value)))).toEqual([
      "00",
      "04",
      "a8",
      "1501",
      "fdff",
      "02000100",
      "feffffff",
    ]);
  });

  test.each([0, 63, 64, 65, 16_383, 16_384, 16_385, 2 ** 30 - 1])(
    "behavior: %i, where the number of bytes changes, is read back with and without more behind it",
    (value) => {
      const bytes = compact(value);
      expect(bytes.length).toBe(value < 64 ? 1 : value < 16_384 ? 2 : 4);
      for (const more of [[], [0xff], [0xff, 0xff, 0xff]]) {
        expect(readCompact(Uint8Array.of(...bytes, ...more), 0)).toEqual({ value, next: bytes.length });
      }
      expect(readCompact(bytes.subarray(0, -1), 0)).toBeUndefined();
    },
  );

  test("error: what is no length below 2^30", () => {
    for (const value of [-1, 2 ** 30, 0.5, NaN]) expect(() => compact(value)).toThrow("no length below 2^30");
  });

  test("property: read back what was written, and only in its shortest form", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 30 - 1), fc.uint8Array({ maxLength: 3 }), (value, after) => {
        const bytes = Uint8Array.of(...compact(value), ...after);
        expect(readCompact(bytes, 0)).toEqual({ value, next: compact(value).length });
      }),
    );
    for (const long of ["0100", "fd00", "02000000", "feff0000", "13ffffffffff", ""]) {
      expect(readCompact(Buffer.from(long, "hex"), 0)).toBeUndefined();
    }
  });
});

describe("texts", () => {
  test("property: a text comes back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(decodeSealedText(encodeSealedText(text))).toEqual({ text, lengthFits: true });
      }),
    );
  });

  test("behavior: without a fitting length the bytes are the text", () => {
    expect(decodeSealedText(Buffer.from('{"model":"a/b"}'))).toEqual({ text: '{"model":"a/b"}', lengthFits: false });
    const long = Buffer.concat([encodeSealedText("ab"), Buffer.from("c")]);
    expect(decodeSealedText(long)).toEqual({ text: "\u0008abc", lengthFits: false });
    expect(decodeSealedText(Buffer.from([0x04, 0xff]))).toBeUndefined();
  });
});

describe("weights", () => {
  const hotkey = encodeAddress(new Uint8Array(32).fill(7));

  test("default: hotkey, uids, values, version key", () => {
    const bytes = encodeSealedWeights({ hotkey, uids: [5], values: [65_535], versionKey: 9 });
    expect(hex(bytes)).toBe(`80${"07".repeat(32)}04050004ffff0900000000000000`);
  });

  test("error: a version key that no safe integer holds, and a list longer than the bytes", () => {
    const bytes = Buffer.from(encodeSealedWeights({ hotkey, uids: [5], values: [1], versionKey: 0 }));
    const keyAt = bytes.length - 8;
    bytes.writeBigUInt64LE(2n ** 53n - 1n, keyAt);
    expect(decodeSealedWeights(bytes).versionKey).toBe(Number.MAX_SAFE_INTEGER);
    bytes.writeBigUInt64LE(2n ** 53n, keyAt);
    expect(() => decodeSealedWeights(bytes)).toThrow("its version key passes 2^53");
    for (const [at, length] of [
      [33, 0xfc],
      [36, 0xfc],
    ] as const) {
      const longer = Buffer.from(encodeSealedWeights({ hotkey, uids: [5], values: [1], versionKey: 0 }));
      longer[at] = length;
      expect(() => decodeSealedWeights(longer)).toThrow("a list is longer than what is there");
    }
    expect(() => decodeSealedWeights(Uint8Array.of(0x03))).toThrow("a list is longer than what is there");
  });

  test("property: weights come back; anything cut or added is refused", () => {
    const u16 = fc.nat(65_535);
    const payload = fc.record({
      hotkey: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeAddress),
      uids: fc.array(u16, { maxLength: 80 }),
      values: fc.array(u16, { maxLength: 80 }),
      versionKey: fc.nat(),
    });
    fc.assert(
      fc.property(payload, fc.nat(), (weights, cut) => {
        const bytes = encodeSealedWeights(weights);
        expect(decodeSealedWeights(bytes)).toEqual(weights);
        expect(() => decodeSealedWeights(bytes.subarray(0, cut % bytes.length))).toThrow("malformed");
        expect(() => decodeSealedWeights(Uint8Array.of(...bytes, 0))).toThrow("malformed");
      }),
    );
  });
});
