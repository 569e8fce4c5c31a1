import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AffineError, utf8 } from "../core/index.ts";
import {
  decodeAddress,
  domainMessage,
  encodeAddress,
  generatePhrase,
  isAddress,
  keyFromPhrase,
  keyFromSeed,
  keyFromUri,
  seedFromPhrase,
  verify,
} from "./index.ts";

function errorOf(action: () => unknown): AffineError {
  try {
    action();
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}

/** The addresses that every Substrate tool derives for the development keys. */
const DEVELOPMENT_ADDRESSES = {
  "": "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV",
  "//Alice": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
  "//Bob": "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
  "//Charlie": "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
  "//Dave": "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy",
  "//Alice//stash": "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY",
};

describe("ss58", () => {
  test("behavior: an address gives its public key back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (publicKey) => {
        expect(decodeAddress(encodeAddress(publicKey))).toEqual(publicKey);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ["a mistyped letter", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ", /checksum/],
    ["a character outside of base58", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKut0Y", /base58/],
    ["a cut address", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKu", /holds 3\d bytes/],
    ["Polkadot's format", "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", /format 0/],
    ["nothing", "", /empty/],
  ])("error: %s is named", (_, address, message) => {
    expect(errorOf(() => decodeAddress(address))).toMatchObject({ code: "invalid_input" });
    expect(errorOf(() => decodeAddress(address)).message).toMatch(message);
    expect(isAddress(address)).toBe(false);
  });
});

describe("keyFromUri", () => {
  test.each(Object.entries(DEVELOPMENT_ADDRESSES))("default: %s is %s", (uri, address) => {
    expect(keyFromUri(uri).address).toBe(address);
  });

  test("behavior: soft junctions, numbers and passwords make keys of their own", () => {
    const uris = ["//Alice", "/Alice", "//Alice/soft", "//1", "/1", "//Alice///password", `//${"long".repeat(20)}`];
    expect(new Set(uris.map((uri) => keyFromUri(uri).address)).size).toBe(uris.length);
  });

  test("error: a malformed path", () => {
    expect(errorOf(() => keyFromUri("//")).code).toBe("invalid_input");
  });
});

describe("keyFromPhrase", () => {
  test("default: the mini secret of substrate-bip39, by its own test vectors", () => {
    const phrase = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    const seed = "44e9d125f037ac1d51f0a7d3649689d422c2af8b1ec8e00d71db4d7bf6d127e3";
    expect(Buffer.from(seedFromPhrase(phrase, "Substrate")).toString("hex")).toBe(seed);
  });

  test("behavior: white space does not matter", () => {
    const phrase = generatePhrase();
    expect(keyFromPhrase(`  ${phrase.replaceAll(" ", "\n ")} `).address).toBe(keyFromPhrase(phrase).address);
  });

  test.each([
    ["too few words", "abandon about", /2 words/],
    ["a stranger", `${"abandon ".repeat(11)}zzyzx`, /number 12/],
    ["a wrong checksum", `${"abandon ".repeat(11)}abandon`, /checksum/],
  ])("error: %s, without repeating a word", (_, phrase, message) => {
    const error = errorOf(() => keyFromPhrase(phrase));
    expect(error.code).toBe("credentials_invalid");
    expect(error.message).toMatch(message);
    expect(JSON.stringify([error.message, error.hint, String(error.cause)])).not.toMatch(/abandon|zzyzx/);
  });
});

describe("verify", () => {
  const alice = keyFromUri("//Alice");
  const bob = keyFromUri("//Bob");
  const message = utf8("weights");

  test("default", () => {
    expect(verify(alice.address, message, alice.sign(message))).toBe(true);
    expect(verify(alice.publicKey, message, alice.sign(message))).toBe(true);
  });

  test("behavior: another key, message, domain or bit is refused", () => {
    const signature = alice.sign(domainMessage("shard", message));
    expect(verify(alice.address, domainMessage("shard", message), signature)).toBe(true);
    expect(verify(bob.address, domainMessage("shard", message), signature)).toBe(false);
    expect(verify(alice.address, domainMessage("extrinsic", message), signature)).toBe(false);
    for (const position of [0, 31, 32, 63]) {
      const bent = Uint8Array.from(signature);
      bent[position] = (bent[position] ?? 0) ^ 1;
      expect(verify(alice.address, domainMessage("shard", message), bent)).toBe(false);
    }
  });

  test("behavior: hostile bytes are no signature", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ maxLength: 40 }), (signature, publicKey) => {
        expect(verify(publicKey, message, signature)).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

describe("keyFromSeed", () => {
  test("default: Alice's well-known seed", () => {
    const seed = Buffer.from("e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a", "hex");
    expect(keyFromSeed(seed).address).toBe(DEVELOPMENT_ADDRESSES["//Alice"]);
  });

  test("error: another length", () => {
    expect(errorOf(() => keyFromSeed(new Uint8Array(31))).code).toBe("invalid_input");
  });
});
