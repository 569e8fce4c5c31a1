import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  formatKeyfile,
  hotkeyPath,
  keyFromUri,
  KeyMaterial,
  parseKeyfile,
  parseKeyfileAddress,
  readColdkeyAddress,
  readHotkey,
  writeColdkeyAddress,
  writeHotkey,
} from "./index.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const ALICE_SEED = "e5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";
const ALICE_PUBLIC = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
/** Alice's private key as Bittensor's files spell it, and as Polkadot's JavaScript tools do. */
const NONCE = "925a225d97aa00682d6a59b95b18780c10d7032336e88f3442b42361f4a66011";
const ALICE_PRIVATE = `33a6f3093f158a7109f679410bef1a0c54168145e0cecb4df006c1c2fffb1f09${NONCE}`;
const ALICE_PRIVATE_TIMES_8 = `98319d4ff8a9508c4bb0cf0b5a78d760a0b2082c02775e6e82370816fedfff48${NONCE}`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-wallet-"));
});
afterAll(async () => rm(folder, { recursive: true }));

describe("wallet folder", () => {
  test("default: a hotkey comes back from its file, which only the owner can read", async () => {
    const material = KeyMaterial.generate();
    const name = { folder, coldkey: "default", hotkey: "validator" };
    const path = await writeHotkey(name, material);
    expect(path).toBe(join(folder, "default", "hotkeys", "validator"));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, "default", "hotkeys"))).toEqual(["validator"]);
    const read = await readHotkey(name);
    expect(read.key.address).toBe(material.key.address);
    expect(read.reveal()).toEqual(material.reveal());
  });

  test("default: a coldkey's public file", async () => {
    await writeColdkeyAddress({ folder, coldkey: "cold" }, keyFromUri("//Bob").address);
    expect(await readColdkeyAddress({ folder, coldkey: "cold" })).toBe(keyFromUri("//Bob").address);
  });

  test("error: a key is never overwritten", async () => {
    const name = { folder, coldkey: "once", hotkey: "one" };
    const first = KeyMaterial.generate();
    await writeHotkey(name, first);
    await expect(writeHotkey(name, KeyMaterial.generate())).rejects.toMatchObject({ code: "invalid_input" });
    expect((await readHotkey(name)).key.address).toBe(first.key.address);
  });

  test("error: a missing file, and names that leave the folder", async () => {
    const missing = { folder, coldkey: "nobody", hotkey: "none" };
    await expect(readHotkey(missing)).rejects.toMatchObject({ code: "credentials_missing" });
    expect(hotkeyPath({ folder, coldkey: "my wallet", hotkey: "Prüfer 1" })).toBe(
      join(folder, "my wallet", "hotkeys", "Prüfer 1"),
    );
    for (const hotkey of ["../x", "a/b", "..", ".", "", " ", "a\0b", "a\nb", "ä".repeat(128)]) {
      expect(() => hotkeyPath({ folder, coldkey: "a", hotkey })).toThrow(/no plain name/);
    }
  });

  test.each([
    ["$ANSIBLE_VAULT;1.1;AES256\n6161", "unsupported", /Ansible Vault/],
    ["gAAAAABk", "unsupported", /Fernet/],
    ["$NACL\u0001\u0002", "credentials_missing", /no password/],
  ])("error: %j cannot be opened, and the hint says what to do", async (content, code, message) => {
    await mkdir(join(folder, "closed", "hotkeys"), { recursive: true });
    await writeFile(join(folder, "closed", "hotkeys", "one"), content);
    const read = readHotkey({ folder, coldkey: "closed", hotkey: "one" });
    await expect(read).rejects.toMatchObject({ code, hint: expect.stringMatching(/btcli|BT_WALLET/) as string });
    await expect(read).rejects.toThrow(message);
  });
});

const PHRASE_OF_NOBODY = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

describe("parseKeyfile", () => {
  test.each([
    ["Bittensor's spelling", { privateKey: `0x${ALICE_PRIVATE}`, ss58Address: ALICE }],
    ["Polkadot's spelling", { privateKey: ALICE_PRIVATE_TIMES_8, publicKey: `0x${ALICE_PUBLIC}` }],
    ["a private key alone", { privateKey: ALICE_PRIVATE, secretSeed: null, secretPhrase: null }],
    ["a seed", { secretSeed: `0x${ALICE_SEED}`, accountId: `0x${ALICE_PUBLIC}` }],
    ["a seed and its private key", { secretSeed: ALICE_SEED, privateKey: ALICE_PRIVATE }],
    [
      "null fields and nothing else",
      { secretSeed: ALICE_SEED, publicKey: null, ss58Address: null, secretPhrase: null },
    ],
    ["marks of newer SDKs", { secretSeed: ALICE_SEED, cryptoType: 1, signingScheme: "sr25519" }],
    ["a mark in words", { secretSeed: ALICE_SEED, cryptoType: "Sr25519" }],
    [
      "marks that nobody here knows, with the address",
      { secretSeed: ALICE_SEED, accountType: 7, hashedDescriptor: "0xabcd", ss58Address: ALICE },
    ],
  ])("default: %s", (_, file) => {
    const material = parseKeyfile(JSON.stringify(file), "alice");
    expect(material.key.address).toBe(ALICE);
    expect(material.reveal().privateKey).toBe(ALICE_PRIVATE);
  });

  test("behavior: a phrase and its seed make one key; the phrase is kept", () => {
    const material = KeyMaterial.generate();
    const { secretPhrase, secretSeed } = material.reveal();
    expect(parseKeyfile(JSON.stringify({ secretPhrase, secretSeed }), "both").reveal()).toEqual(material.reveal());
  });

  test("behavior: a secret alone: a phrase, a seed, a private key; byte order marks and white space do not count", () => {
    const material = KeyMaterial.generate();
    const { secretPhrase, secretSeed, privateKey } = material.reveal();
    for (const text of [secretPhrase!, secretPhrase!.replaceAll(" ", "\n"), JSON.stringify(secretPhrase)]) {
      expect(parseKeyfile(`\ufeff ${text}\r\n`, "bare").reveal()).toEqual(material.reveal());
    }
    for (const text of [secretSeed!, `0x${secretSeed!.toUpperCase()}`, privateKey, `0x${privateKey}`]) {
      expect(parseKeyfile(`${text}\n`, "bare").key.address).toBe(material.key.address);
    }
    expect(parseKeyfile(`\ufeff${formatKeyfile(material)}`, "mark").reveal()).toEqual(material.reveal());
    expect(parseKeyfileAddress(secretPhrase!, "bare")).toBe(material.key.address);
  });

  const PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
  /** Of the phrase, as bittensor-core 0.1.5 derives it with cryptoType 0. */
  const ED25519 = "5DFJF7tY4bpbpcKPJcBTQaKuCDEPCpiz8TRjpmLeTtweqmXL";
  const ED25519_SEED = "fac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e";

  test.each([
    ["a phrase with cryptoType 0", { secretPhrase: PHRASE, cryptoType: 0 }, /ed25519/],
    ["the number as text", { secretPhrase: PHRASE, cryptoType: "0" }, /ed25519/],
    ["a word", { secretPhrase: PHRASE, signingScheme: "Ed25519" }, /ed25519/],
    ["an account's type", { secretPhrase: PHRASE, accountType: "ecdsa" }, /ecdsa/],
    ["a number that is none", { secretPhrase: PHRASE, cryptoType: 3 }, /cryptoType 3/],
    ["a private key of 32 bytes", { privateKey: ED25519_SEED }, /ed25519/],
    ["its address alone", { secretPhrase: PHRASE, ss58Address: ED25519 }, /ed25519/],
    ["its seed and address", { secretSeed: ED25519_SEED, ss58Address: ED25519 }, /ed25519/],
    ["a mark that nobody knows, and no address", { secretPhrase: PHRASE, accountType: 7 }, /accountType/],
    ["a descriptor, and no address", { secretPhrase: PHRASE, hashedDescriptor: "0xabcd" }, /hashedDescriptor/],
    ["an export of polkadot.js", { encoded: "AAAA", encoding: { content: ["pkcs8", "sr25519"] } }, /polkadot.js/],
  ])("error: %s is refused by name, never taken for another key", (_, file, message) => {
    for (const text of [JSON.stringify(file), `\ufeff${JSON.stringify(file)}`]) {
      expect(() => parseKeyfile(text, "theirs.json")).toThrow(message);
      expect(() => parseKeyfileAddress(text, "theirs.json")).toThrow(message);
      expect(() => parseKeyfile(text, "theirs.json")).toThrow(
        expect.objectContaining({ code: "unsupported", hint: expect.stringMatching(/btcli|ss58Address/) as string }),
      );
    }
  });

  test("behavior: of a public file the address counts, whatever kind of key it is of", () => {
    const text = JSON.stringify({ ss58Address: ED25519, cryptoType: 0 });
    expect(parseKeyfileAddress(text, "coldkeypub.txt")).toBe(ED25519);
  });

  test.each([
    ["not JSON", `{"secretSeed": "0x${ALICE_SEED}`, /not JSON/],
    ["nothing", "\ufeff \n", /is empty/],
    ["UTF-16", Buffer.from(`\ufeff{"secretSeed":"${ALICE_SEED}"}`, "utf16le").toString("utf8"), /no UTF-8/],
    [
      "a phrase and another's seed",
      JSON.stringify({ secretPhrase: PHRASE_OF_NOBODY, secretSeed: ALICE_SEED }),
      /contradicts/,
    ],
    [
      "a seed and another's private key",
      JSON.stringify({ secretSeed: ALICE_SEED, privateKey: "01".repeat(64) }),
      /does not make/,
    ],
    ["a list", `["${ALICE_SEED}"]`, /malformed/],
    ["a short seed", JSON.stringify({ secretSeed: ALICE_SEED.slice(2) }), /secretSeed: 32 bytes/],
    ["a phrase with a stranger", JSON.stringify({ secretPhrase: `${"secret ".repeat(11)}zzyzx` }), /number 12/],
    ["no secret", JSON.stringify({ ss58Address: ALICE }), /holds no secret/],
    [
      "another key's address",
      JSON.stringify({ secretSeed: "01".repeat(32), ss58Address: ALICE }),
      /its secret makes 5/,
    ],
    ["a stranger's private key", JSON.stringify({ privateKey: "01".repeat(64), ss58Address: ALICE }), /does not make/],
    ["two keys", JSON.stringify({ publicKey: "01".repeat(32), ss58Address: ALICE }), /contradicts itself/],
    ["a mistyped address", JSON.stringify({ secretSeed: ALICE_SEED, ss58Address: `${ALICE}x` }), /malformed/],
  ])("error: %s, without a secret in the message", (_, text, message) => {
    let caught: unknown;
    try {
      parseKeyfile(text, "alice.json");
    } catch (thrown) {
      caught = thrown;
    }
    expect(caught).toMatchObject({ code: "credentials_invalid" });
    expect((caught as Error).message).toMatch(message);
    expect((caught as Error).message).toContain("alice.json");
    expect(inspect(caught, { depth: 9 })).not.toMatch(/e5be9a50|be9a5092|zzyzx|secret secret|0101010101/);
  });
});

describe("KeyMaterial", () => {
  test("behavior: printing it shows no secret", () => {
    const material = KeyMaterial.generate();
    const { secretPhrase, secretSeed, privateKey } = material.reveal();
    const printed = inspect(material, { depth: 9, showHidden: true }) + JSON.stringify(material);
    for (const secret of [secretPhrase, secretSeed, privateKey]) expect(printed).not.toContain(secret);
  });
});
