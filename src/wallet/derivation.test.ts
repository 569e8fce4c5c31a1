import { HDKD, secretFromSeed } from "@scure/sr25519";
import { base58 } from "@scure/base";
import { blake2b } from "@noble/hashes/blake2.js";
import { describe, expect, test } from "vitest";
import { AffineError } from "../core/index.ts";
import {
  KeyMaterial,
  decodeAddress,
  encodeAddress,
  isAddress,
  keyFromPhrase,
  keyFromUri,
  parseKeyfile,
} from "./index.ts";
import { DEVELOPMENT_PHRASE, formatKeyfile, seedFromPhrase, verify } from "./index.ts";
import { keyFromExpanded } from "./sr25519-key.ts";

const PHRASE = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
const root = secretFromSeed(seedFromPhrase(DEVELOPMENT_PHRASE));

function errorOf(action: () => unknown): AffineError {
  try {
    action();
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return thrown;
    throw thrown;
  }
  throw new Error("nothing was thrown");
}

/** The address of a key one hard junction below the development phrase. */
const below = (chainCode: string): string =>
  keyFromExpanded(HDKD.secretHard(root, Buffer.from(chainCode.padEnd(64, "0"), "hex"))).address;

describe("chain codes of junctions", () => {
  // As SCALE has them: a number is u64, little-endian; a name is its compact length and its bytes; BLAKE2b-256 of what
  // passes 32 bytes (hashes below by Python's hashlib).
  test.each([
    ["a number", "1", "01"],
    ["a number of two bytes", "258", "0201"],
    ["the largest number of 19 digits", "9999999999999999999", "ffffe7890423c78a"],
    ["the largest of 64 bits", "18446744073709551615", "ffffffffffffffff"],
    ["one more, which is a name", "18446744073709551616", "503138343436373434303733373039353531363136"],
    ["a number with zeros in front", "0000000000000000000000258", "0201"],
    ["a name that ends in a digit", "a1", "086131"],
    ["a name that begins with one", "1a", "083161"],
    ["31 bytes, which fit with their length", "n".repeat(31), `7c${"6e".repeat(31)}`],
    ["32 bytes, which do not", "n".repeat(32), "b0bd64c929616d6fdf1ec648b4180bf5f765b90ab798795860033a46f3c417d3"],
    ["63 bytes", "n".repeat(63), "489452cd75d4a1ba13fb678af0ec341bed152e8b626a31e957de0169681b95ec"],
    [
      "64 bytes, whose length takes two",
      "n".repeat(64),
      "6d8692b475f7f4c20612a5dc973a449cbb94e66fb7555884fb343012c2213ed9",
    ],
    ["100 bytes", "n".repeat(100), "2cc88cfcb85c07f0db610ad02d7a5285210ef8f865ef6344bbee52172902de00"],
  ])("golden: %s", (_, name, chainCode) => {
    expect(keyFromUri(`//${name}`).address).toBe(below(chainCode));
  });

  test("error: a name whose length takes four bytes", () => {
    expect(() => keyFromUri(`//${"n".repeat(16_383)}`)).not.toThrow();
    expect(errorOf(() => keyFromUri(`//${"n".repeat(16_384)}`)).message).toMatch(/junction of the key URI is too long/);
  });
});

describe("phrases", () => {
  test("behavior: the phrase of a URI is the one that is used, with its path and password", () => {
    expect(keyFromUri(PHRASE).address).toBe(keyFromPhrase(PHRASE).address);
    expect(keyFromUri(PHRASE).address).not.toBe(keyFromUri("").address);
    const secret = secretFromSeed(seedFromPhrase(PHRASE, "secret"));
    const hard = HDKD.secretHard(secret, Buffer.from("0461".padEnd(64, "0"), "hex"));
    expect(keyFromUri(`${PHRASE}//a///secret`).address).toBe(keyFromExpanded(hard).address);
  });

  test("behavior: what is kept of a phrase has single blanks", () => {
    const kept = KeyMaterial.fromPhrase(` ${PHRASE.replaceAll(" ", "  ")} `).reveal();
    expect(kept.secretPhrase).toBe(PHRASE);
  });

  test("error: the first word that is a stranger is number 1", () => {
    expect(errorOf(() => keyFromPhrase(PHRASE.replace("abandon", "zzyzx"))).message).toMatch(/number 1\./);
  });
});

describe("key files", () => {
  test("default: the seed is written with its prefix where there is one, else null", () => {
    const ofSeed = KeyMaterial.fromSeed(new Uint8Array(32).fill(9));
    const written = JSON.parse(formatKeyfile(ofSeed)) as Record<string, unknown>;
    expect(written["secretSeed"]).toBe(`0x${"09".repeat(32)}`);
    expect(written["secretPhrase"]).toBeNull();
    const ofKey = KeyMaterial.fromPrivateKey(Buffer.from(ofSeed.reveal().privateKey, "hex"));
    expect(JSON.parse(formatKeyfile(ofKey))).toMatchObject({ secretSeed: null, privateKey: written["privateKey"] });
    expect(parseKeyfile(formatKeyfile(ofKey), "it").key.address).toBe(ofSeed.key.address);
  });

  test("behavior: both spellings of a private key are told apart by the public key; without one it is Bittensor's", () => {
    const { key, ...material } = { key: keyFromUri("//Alice"), expanded: HDKD.secretHard(root, chainCodeOf("Alice")) };
    const { expanded } = material;
    expect(KeyMaterial.fromPrivateKey(expanded, key.publicKey).key.address).toBe(key.address);
    const spelled = Buffer.from(KeyMaterial.fromPrivateKey(expanded, key.publicKey).reveal().privateKey, "hex");
    expect(KeyMaterial.fromPrivateKey(spelled, key.publicKey).key.address).toBe(key.address);
    expect(KeyMaterial.fromPrivateKey(spelled).key.address).toBe(key.address);
    const other = () => KeyMaterial.fromPrivateKey(expanded).key.address;
    expect(addressOrCode(other)).not.toBe(key.address);
  });

  test("error: a private key of another length, and one that is none", () => {
    const short = errorOf(() => KeyMaterial.fromPrivateKey(new Uint8Array(63)));
    expect([short.code, short.message]).toEqual(["credentials_invalid", "A private key has 64 bytes, got 63."]);
    expect(errorOf(() => KeyMaterial.fromPrivateKey(new Uint8Array(64).fill(255))).message).toMatch(
      /not an sr25519 key/,
    );
    const stranger = errorOf(() =>
      KeyMaterial.fromPrivateKey(new Uint8Array(64).fill(255), keyFromUri("//Bob").publicKey),
    );
    expect(stranger.message).toMatch(/does not make the public key/);
  });
});

describe("addresses", () => {
  /** An address of any format, with the checksum's two bytes changed by so much. */
  const addressOf = (format: readonly number[], change: readonly [number, number] = [0, 0]): string => {
    const payload = Uint8Array.of(...format, ...keyFromUri("//Alice").publicKey);
    const [first, second] = blake2b(Uint8Array.of(...Buffer.from("SS58PRE"), ...payload), { dkLen: 64 });
    return base58.encode(Uint8Array.of(...payload, first! ^ change[0], second! ^ change[1]));
  };

  test("behavior: either byte of the checksum must be right", () => {
    expect(isAddress(addressOf([42]))).toBe(true);
    for (const change of [
      [1, 0],
      [0, 1],
    ] as const) {
      expect(errorOf(() => decodeAddress(addressOf([42], change))).message).toMatch(/checksum/);
      expect(isAddress(addressOf([42], change))).toBe(false);
    }
  });

  test("error: formats of one and of two bytes are named", () => {
    expect(errorOf(() => decodeAddress(addressOf([63]))).message).toMatch(/format 63, not format 42/);
    expect(errorOf(() => decodeAddress(addressOf([64, 1]))).message).toMatch(/format of two bytes/);
  });

  test("error: 64 characters are read, 65 are too long", () => {
    expect(errorOf(() => decodeAddress("2".repeat(64))).message).not.toMatch(/too long/);
    expect(errorOf(() => decodeAddress("2".repeat(65))).message).toMatch(/too long/);
    expect(errorOf(() => encodeAddress(new Uint8Array(31))).message).toMatch(/32 bytes, got 31/);
  });

  test("behavior: a signature or key that is cut or longer is nobody's", () => {
    const alice = keyFromUri("//Alice");
    const message = Buffer.from("weights");
    const signature = alice.sign(message);
    expect(verify(alice.publicKey, message, signature)).toBe(true);
    expect(verify(alice.publicKey, message, Uint8Array.of(...signature, 0))).toBe(false);
    expect(verify(alice.publicKey, message, signature.subarray(0, 63))).toBe(false);
    expect(verify(Uint8Array.of(...alice.publicKey, 0), message, signature)).toBe(false);
  });
});

function chainCodeOf(name: string): Uint8Array {
  return Buffer.from(
    `${(name.length * 4).toString(16).padStart(2, "0")}${Buffer.from(name).toString("hex")}`.padEnd(64, "0"),
    "hex",
  );
}

function addressOrCode(action: () => string): string {
  try {
    return action();
  } catch (thrown) {
    if (AffineError.isInstance(thrown)) return thrown.code;
    throw thrown;
  }
}
