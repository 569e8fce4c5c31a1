import { createCipheriv, createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bls12_381 } from "@noble/curves/bls12-381.js";
import { initSync, tld, tle } from "@ideallabs/timelock_wasm_wrapper";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { BeaconKey, open, QUICKNET, seal, SEAL_OVERHEAD_BYTES, verifyRound } from "./index.ts";
import { readSealed, writeSealed } from "./layout.ts";
import { readG1, readG2 } from "./points.ts";
import { roundPoint } from "./round-signature.ts";
import { exclusiveOr, pairingMask, sigmaMask } from "./sealed-key.ts";

/** Signatures that drand published for two rounds of quicknet. */
const SIGNATURES: Readonly<Record<number, Buffer>> = {
  1000: Buffer.from(
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
    "hex",
  ),
  2000: Buffer.from(
    "b6cb8f482a0b15d45936a4c4ea08e98a087e71787caee3f4d07a8a9843b1bc5423c6b3c22f446488b3137eaca799c77e",
    "hex",
  ),
};
const signature = SIGNATURES[1000]!;
const text = Buffer.from("a secret until round 1000");
const { publicKey } = QUICKNET;

/** Sealed for round 1000 by an implementation that is none of the two here. */
const independent = new URL("../../../test/golden/chain/timelock-round1000.hex", import.meta.url);

/** A length as the layout writes it. */
function length(bytes: number): Buffer {
  const written = Buffer.alloc(8);
  written.writeBigUInt64LE(BigInt(bytes));
  return written;
}

function errorOf(action: () => unknown): { code?: unknown; message?: unknown } {
  try {
    action();
  } catch (thrown) {
    return thrown as { code: unknown };
  }
  throw new Error("nothing was thrown");
}

/** A point on the curve of G2 (or G1) that is outside of the group: its cofactor is huge, so any small x gives one. */
function strayG2(): Uint8Array {
  const { Fp2 } = bls12_381.fields;
  for (let x = 1n; ; x += 1n) {
    const at = Fp2.create({ c0: x, c1: 0n });
    const square = Fp2.add(Fp2.mul(Fp2.sqr(at), at), Fp2.create({ c0: 4n, c1: 4n }));
    try {
      Fp2.sqrt(square);
    } catch {
      // Not a square: no point has this x.
      continue;
    }
    const bytes = Buffer.alloc(96);
    bytes[0] = 0x80;
    bytes.writeBigUInt64BE(x, 88);
    return bytes;
  }
}

function strayG1(): Uint8Array {
  const { Fp } = bls12_381.fields;
  for (let x = 1n; ; x += 1n) {
    try {
      Fp.sqrt(Fp.add(Fp.pow(x, 3n), 4n));
    } catch {
      // As above.
      continue;
    }
    const bytes = Buffer.alloc(48);
    bytes[0] = 0x80;
    bytes.writeBigUInt64BE(x, 40);
    return bytes;
  }
}

describe("points", () => {
  test("error: bytes without the flag of a compressed point, or of another length", () => {
    const plain = Buffer.from(signature);
    plain[0]! &= 0x7f;
    for (const bytes of [plain, signature.subarray(1), Buffer.concat([signature, Buffer.of(0)]), Buffer.alloc(48, 1)]) {
      expect(() => readG1(bytes, "It")).toThrow("has not 48 compressed bytes");
    }
    expect(() => readG2(signature, "It")).toThrow("has not 96 compressed bytes");
  });

  test("default: rounds begin at 1", () => {
    expect(roundPoint(1).toHex()).not.toBe(roundPoint(2).toHex());
    for (const round of [0, -1, 1.5, NaN, 2 ** 53]) expect(() => roundPoint(round)).toThrow("no round of a beacon");
  });
});

describe("verifyRound", () => {
  test("default: drand's own signatures", () => {
    expect(verifyRound(publicKey, 1000, SIGNATURES[1000]!)).toBe(true);
    expect(verifyRound(publicKey, 2000, SIGNATURES[2000]!)).toBe(true);
    expect(verifyRound(publicKey, 1000, SIGNATURES[2000]!)).toBe(false);
  });

  test("behavior: hostile signatures are false, not errors", () => {
    const infinity = Buffer.alloc(48);
    infinity[0] = 0xc0;
    for (const bytes of [Buffer.alloc(48), infinity, strayG1(), signature.subarray(1), Buffer.alloc(96, 0xff)]) {
      expect(verifyRound(publicKey, 1000, bytes)).toBe(false);
    }
  });

  test("error: a key that is none", () => {
    expect(errorOf(() => verifyRound(strayG2(), 1000, signature)).code).toBe("chain_decode");
    expect(errorOf(() => verifyRound(publicKey.subarray(1), 1000, signature)).code).toBe("chain_decode");
  });
});

describe("against other implementations", () => {
  /** The Rust crate that Bittensor uses, compiled. */
  const CURVE = "bls12_381";
  beforeAll(() => {
    const wasm = createRequire(import.meta.url).resolve("@ideallabs/timelock_wasm_wrapper");
    initSync({ module: readFileSync(wasm.replace(/\.js$/, "_bg.wasm")) });
  });

  test("golden: what an independent implementation sealed opens", () => {
    const sealed = Buffer.from(readFileSync(independent, "utf8").trim(), "hex");
    expect(Buffer.from(open(sealed, signature)).toString()).toBe('{"model":"a/b","revision":"c"}');
  });

  test("default: the compiled crate opens ours", () => {
    const sealed = seal(text, { publicKey, round: 1000 });
    expect(Buffer.from(tld([...sealed], [...signature], CURVE) as number[])).toEqual(text);
  });

  test("default: ours opens the compiled crate's, which has the same length", () => {
    const round = Buffer.alloc(8);
    round.writeBigUInt64BE(1000n);
    const id = createHash("sha256").update(round).digest();
    const key = Buffer.alloc(32, 7);
    const theirs = Uint8Array.from(tle([...id], [...text], [...key], [...publicKey], CURVE) as number[]);
    expect(Buffer.from(open(theirs, signature))).toEqual(text);
    expect(theirs.length).toBe(text.length + SEAL_OVERHEAD_BYTES);
  });
});

describe("seal and open", () => {
  const key = BeaconKey.generate();

  test("property: what is sealed for a round opens with that round's signature and no other", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 1200 }), fc.integer({ min: 1, max: 2 ** 40 }), (bytes, round) => {
        const sealed = seal(bytes, { publicKey: key.publicKey, round });
        expect(sealed.length).toBe(bytes.length + SEAL_OVERHEAD_BYTES);
        expect(Uint8Array.from(open(sealed, key.signRound(round)))).toEqual(bytes);
        expect(errorOf(() => open(sealed, key.signRound(round + 1))).code).toBe("chain_decode");
      }),
      { numRuns: 8 },
    );
  });

  test("behavior: a beacon's key from its bytes makes the same signatures, which verify", () => {
    const again = BeaconKey.fromBytes(key.reveal());
    expect(again.signRound(5)).toEqual(key.signRound(5));
    expect(verifyRound(key.publicKey, 5, key.signRound(5))).toBe(true);
    expect(verifyRound(QUICKNET.publicKey, 5, key.signRound(5))).toBe(false);
  });

  test("error: keys and rounds that cannot be", () => {
    const order = Buffer.from(bls12_381.fields.Fr.ORDER.toString(16), "hex");
    for (const bytes of [Buffer.alloc(32), order, Buffer.alloc(31, 1)]) {
      expect(errorOf(() => BeaconKey.fromBytes(bytes)).code).toBe("credentials_invalid");
    }
    for (const round of [0, -1, 1.5, Number.NaN, 2 ** 53]) {
      expect(errorOf(() => seal(text, { publicKey, round })).code).toBe("invalid_input");
    }
  });

  test("behavior: two seals of one text share nothing", () => {
    const [first, second] = [seal(text, { publicKey, round: 9 }), seal(text, { publicKey, round: 9 })].map(readSealed);
    for (const part of ["u", "v", "w", "ciphertext", "nonce"] as const) expect(first![part]).not.toEqual(second![part]);
  });
});

describe("hostile sealed texts", () => {
  const sealed = Buffer.from(seal(text, { publicKey, round: 1000, random: (bytes) => Buffer.alloc(bytes, bytes) }));
  const parts = readSealed(sealed);

  test("property: bytes are refused as chain_decode, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(errorOf(() => open(bytes, signature)).code).toBe("chain_decode");
      }),
      { numRuns: 200 },
    );
  });

  test("property: a cut, a longer one, or one with a length changed is refused before any curve is looked at", () => {
    const lengthsAt = [96, 136, 176, 184, sealed.length - 36, sealed.length - 16];
    fc.assert(
      fc.property(
        fc.nat(sealed.length - 1),
        fc.constantFrom(...lengthsAt),
        fc.bigInt(0n, 2n ** 64n - 1n),
        (at, where, size) => {
          expect(errorOf(() => readSealed(sealed.subarray(0, at))).code).toBe("chain_decode");
          expect(errorOf(() => readSealed(Buffer.concat([sealed, sealed.subarray(0, at + 1)]))).code).toBe(
            "chain_decode",
          );
          const bent = Buffer.from(sealed);
          fc.pre(bent.readBigUInt64LE(where) !== size);
          bent.writeBigUInt64LE(size, where);
          expect(errorOf(() => readSealed(bent)).code).toBe("chain_decode");
        },
      ),
      { numRuns: 200 },
    );
  });

  test("property: a flipped bit anywhere opens nothing", () => {
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.nat(7), (at, bit) => {
        const bent = Buffer.from(sealed);
        bent[at] = bent[at]! ^ (1 << bit);
        expect(errorOf(() => open(bent, signature)).code).toBe("chain_decode");
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ["outside of the prime-order group", strayG2()],
    ["at infinity", Uint8Array.of(0xc0, ...Buffer.alloc(95))],
    ["not compressed", Uint8Array.of(parts.u[0]! & 0x7f, ...parts.u.subarray(1))],
    ["with an x above the field", Uint8Array.of(0x9f, ...Buffer.alloc(95, 0xff))],
  ])("error: a U %s", (_, u) => {
    expect(errorOf(() => open(writeSealed({ ...parts, u }), signature)).message).toMatch(/^U of the sealed text/);
  });

  test("error: a U that is not the scalar of σ and key, though everything else fits", () => {
    // Whoever seals may take any scalar r: the masks follow it, and only the check of U tells that it is another.
    const [key, sigma, scalar] = [Buffer.alloc(32, 3), Buffer.alloc(32, 5), 12_345n];
    const mask = pairingMask(roundPoint(1000).multiply(scalar), readG2(publicKey, "the key"));
    const cipher = createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
    const forged = writeSealed({
      u: bls12_381.G2.Point.BASE.multiply(scalar).toBytes(true),
      v: exclusiveOr(sigma, mask),
      w: exclusiveOr(key, sigmaMask(sigma)),
      ciphertext: Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]),
      nonce: Buffer.alloc(12),
    });
    const { code, message: told } = errorOf(() => open(forged, signature));
    expect(code).toBe("chain_decode");
    expect(told).toMatch(/sealed for another round or beacon, or was changed/);
  });

  test.each([
    ["bytes behind the body's parts", (body: Buffer) => Buffer.concat([body, Buffer.of(0)]), /1 bytes follow the body/],
    ["no nonce", (body: Buffer) => body.subarray(0, -20), /length of the nonce/],
    [
      "a nonce of 11 bytes",
      (body: Buffer) => Buffer.concat([body.subarray(0, -20), length(11), Buffer.alloc(11)]),
      /nonce has 11 bytes/,
    ],
    [
      "less than a tag",
      () => Buffer.concat([length(15), Buffer.alloc(15), length(12), Buffer.alloc(12)]),
      /shorter than a tag/,
    ],
  ])("error: a body with %s, its length stated rightly", (_, change, message) => {
    const bodyLength = Number(sealed.readBigUInt64LE(176));
    const body = change(sealed.subarray(184, 184 + bodyLength));
    const bent = Buffer.concat([sealed.subarray(0, 176), length(body.length), body, sealed.subarray(184 + bodyLength)]);
    const { code, message: told } = errorOf(() => open(bent, signature));
    expect(code).toBe("chain_decode");
    expect(told).toMatch(message);
  });

  test("error: another suite of the same length", () => {
    const bent = Buffer.from(sealed);
    bent.write("AES_CBC_", bent.length - 8, "latin1");
    expect(errorOf(() => open(bent, signature)).message).toMatch(/suite is not AES_GCM_/);
  });

  test("error: a signature outside of the group", () => {
    expect(errorOf(() => open(sealed, strayG1())).message).toMatch(/^The beacon's signature/);
  });
});
