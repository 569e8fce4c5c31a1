import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  hotkeyPath,
  keyFromUri,
  KeyMaterial,
  parseKeyfile,
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
    for (const hotkey of ["../x", "a/b", "..", ".", ""]) {
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

describe("parseKeyfile", () => {
  test.each([
    ["Bittensor's spelling", { privateKey: `0x${ALICE_PRIVATE}`, ss58Address: ALICE }],
    ["Polkadot's spelling", { privateKey: ALICE_PRIVATE_TIMES_8, publicKey: `0x${ALICE_PUBLIC}` }],
    ["a private key alone", { privateKey: ALICE_PRIVATE, secretSeed: null, secretPhrase: null }],
    ["a seed", { secretSeed: `0x${ALICE_SEED}`, accountId: `0x${ALICE_PUBLIC}` }],
    ["a seed before a private key", { secretSeed: ALICE_SEED, privateKey: "00".repeat(64) }],
  ])("default: %s", (_, file) => {
    const material = parseKeyfile(JSON.stringify(file), "alice");
    expect(material.key.address).toBe(ALICE);
    expect(material.reveal().privateKey).toBe(ALICE_PRIVATE);
  });

  test("behavior: the phrase comes before the seed", () => {
    const material = KeyMaterial.generate();
    const text = JSON.stringify({ secretPhrase: material.reveal().secretPhrase, secretSeed: ALICE_SEED });
    expect(parseKeyfile(text, "mixed").key.address).toBe(material.key.address);
  });

  test.each([
    ["not JSON", `{"secretSeed": "0x${ALICE_SEED}`, /not JSON/],
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
