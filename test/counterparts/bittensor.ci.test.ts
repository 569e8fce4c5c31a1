import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eraFrom } from "../../src/chain/subtensor/extrinsic/era.ts";
import { signExtrinsic } from "../../src/chain/subtensor/extrinsic/sign-extrinsic.ts";
import { firstRevealBlock } from "../../src/chain/subtensor/reads/scheduler.ts";
import { codecsOf } from "../../src/chain/subtensor/runtime/codecs.ts";
import { Runtime } from "../../src/chain/subtensor/runtime/runtime.ts";
import {
  encodeSealedText,
  encodeSealedWeights,
  open,
  QUICKNET,
  REVEAL_MARGIN_BLOCKS,
  revealRound,
  seal,
} from "../../src/chain/timelock/index.ts";
import { compact } from "../../src/chain/timelock/compact.ts";
import { decryptKeyfile, encryptKeyfile } from "../../src/wallet/encrypted-keyfile.ts";
import {
  decodeAddress,
  encodeAddress,
  formatKeyfile,
  formatPublicKeyfile,
  keyFromUri,
  KeyMaterial,
  parseKeyfile,
} from "../../src/wallet/index.ts";
import { BUILT_V15, SPEC_VERSION } from "../chain/metadata/index.ts";
import { REAL_BITTENSOR, valueOf } from "../setup/outside.ts";
import { startCounterpart, type Counterpart } from "./ask-bittensor.ts";

const environment = valueOf(REAL_BITTENSOR);
const PHRASE = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
/** Signature of round 1000 of drand's quicknet. */
const ROUND = 1000;
const SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Their envelope of a seal: its bytes with their length, then the round. */
function envelope(sealed: Uint8Array, round: number): string {
  const end = Buffer.alloc(8);
  end.writeBigUInt64LE(BigInt(round));
  return hex(Buffer.concat([compact(sealed.length), sealed, end]));
}

/** With Bittensor's own packages: bittensor-core 0.1.5, bittensor-wallet 4.1.1, bittensor-drand 2.0.0. */
describe.skipIf(environment === undefined)("Bittensor's own packages", () => {
  let theirs: Counterpart;
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "affine-counterpart-"));
    theirs = startCounterpart(environment ?? "", home);
  });
  afterAll(async () => {
    theirs.close();
    await rm(home, { recursive: true, force: true });
  });

  test("default: key files both ways, plain", async () => {
    const material = KeyMaterial.generate();
    const { address } = material.key;
    const { secretPhrase, secretSeed } = material.reveal();
    for (const text of [formatKeyfile(material), formatPublicKeyfile(address)]) {
      const read = await theirs.ask<Record<string, string>>("read_keyfile", { text, by: ["core", "wallet"] });
      expect(read).toEqual({ core: address, wallet: address });
    }
    // A secret alone is read by bittensor-core and here, not by bittensor-wallet.
    for (const text of [secretPhrase!, `0x${secretSeed!}`]) {
      const read = await theirs.ask<Record<string, string>>("read_keyfile", { text, by: ["core"] });
      expect(read).toEqual({ core: parseKeyfile(text, "bare").key.address });
    }
    const written = await theirs.ask<Record<string, string>>("write_keyfile", { phrase: PHRASE, cryptoType: 1 });
    for (const [name, text] of Object.entries(written)) {
      expect(parseKeyfile(text, name).reveal()).toEqual(KeyMaterial.fromPhrase(PHRASE).reveal());
    }
  });

  test("error: an ed25519 file of theirs is refused by name, with its address and without", async () => {
    const written = await theirs.ask<Record<string, string>>("write_keyfile", { phrase: PHRASE, cryptoType: 0 });
    for (const [name, text] of Object.entries(written)) {
      expect(() => parseKeyfile(text, name)).toThrow(/ed25519/);
      const { cryptoType, secretPhrase } = JSON.parse(text) as Record<string, unknown>;
      expect(() => parseKeyfile(JSON.stringify({ cryptoType, secretPhrase }), name)).toThrow(/ed25519/);
    }
  });

  test("default: key files both ways, encrypted", { timeout: 600_000 }, async () => {
    const text = formatKeyfile(KeyMaterial.fromPhrase(PHRASE));
    const password = "Tulpen #7, größer";
    const ours = hex(await encryptKeyfile(text, password));
    expect(await theirs.ask("decrypt_keyfile", { hex: ours, password })).toBe(text);
    const sealed = await theirs.ask<string>("encrypt_keyfile", { text, password });
    expect(await decryptKeyfile(Buffer.from(sealed, "hex"), password, "theirs")).toBe(text);
  });

  test("default: addresses", async () => {
    for (const uri of ["//Alice", "//Bob", "/soft//hard"]) {
      const { address, publicKey } = keyFromUri(uri);
      const decoded = await theirs.ask<string>("decode_ss58", { address });
      expect(decoded.replace(/^0x/, "")).toBe(hex(publicKey));
      expect(encodeAddress(decodeAddress(address))).toBe(address);
    }
  });

  test("default: seals of commitments and weights, opened both ways", async () => {
    const weights = { hotkey: keyFromUri("//Alice").address, uids: [0, 7], values: [1, 65_535], versionKey: 9 };
    for (const payload of [encodeSealedText("größer"), encodeSealedWeights(weights)]) {
      const ours = envelope(seal(payload, { publicKey: QUICKNET.publicKey, round: ROUND }), ROUND);
      const opened = await theirs.ask<Record<string, string>>("open_seal", { hex: ours, signature: SIGNATURE });
      expect(opened).toEqual({ core: hex(payload), drand: hex(payload) });
      const sealed = await theirs.ask<Record<string, string>>("seal", { hex: hex(payload), round: ROUND });
      for (const text of Object.values(sealed)) {
        const bytes = Buffer.from(text, "hex");
        const length = bytes.readUInt16LE(0) >> 2;
        expect(hex(open(bytes.subarray(2, 2 + length), Buffer.from(SIGNATURE, "hex")))).toBe(hex(payload));
      }
    }
  });

  test("default: the reveal's round at states of the scheduler is theirs", async () => {
    const states = [
      { block: 1000, lastBlock: 900, pendingBlock: 0, tempo: 360, index: 7, blocksSinceLastStep: 100 },
      { block: 1000, lastBlock: 900, pendingBlock: 1100, tempo: 360, index: 7, blocksSinceLastStep: 100 },
      { block: 1259, lastBlock: 900, pendingBlock: 0, tempo: 360, index: 7, blocksSinceLastStep: 359 },
      { block: 50_000, lastBlock: 49_990, pendingBlock: 0, tempo: 50_400, index: 2, blocksSinceLastStep: 10 },
    ];
    for (const state of states) {
      for (const periodEpochs of [1, 3]) {
        const publicKey = hex(keyFromUri("//Alice").publicKey);
        const beforeMs = Date.now();
        const { round } = await theirs.ask<{ round: number }>("weights_round", { ...state, periodEpochs, publicKey });
        const afterMs = Date.now();
        const reveal = firstRevealBlock(state, state.block + 1, periodEpochs);
        const blocks = reveal + REVEAL_MARGIN_BLOCKS - state.block;
        const at = (nowMs: number): number => revealRound(QUICKNET, { nowMs, blocks, blockMs: 12_000 });
        // Their clock is the machine's, to a second, at some moment of the question.
        const name = JSON.stringify({ ...state, periodEpochs });
        expect(round, name).toBeGreaterThanOrEqual(at(beforeMs - 1000));
        expect(round, name).toBeLessThanOrEqual(at(afterMs));
      }
    }
  });

  test("default: equal metadata, equal calls and equal bytes to sign", async () => {
    const runtime = new Runtime(
      { specName: "node-subtensor", specVersion: SPEC_VERSION, transactionVersion: 1 },
      await codecsOf(BUILT_V15.raw),
    );
    const args = { netuid: 120, dests: [0, 5, 255], weights: [65_535, 1, 257], version_key: 9 };
    const call = runtime.encodeCall("SubtensorModule", "set_weights", { ...args, version_key: 9n });
    const [genesis, birth] = [`0x${"11".repeat(32)}`, `0x${"22".repeat(32)}`] as const;
    let signed = "";
    const alice = keyFromUri("//Alice");
    const key = { ...alice, sign: (message: Uint8Array) => ((signed = hex(message)), alice.sign(message)) };
    signExtrinsic(key, runtime, call, { genesis, nonce: 3, era: eraFrom({ number: 1003, hash: birth }) });
    const said = await theirs.ask<{ call: string; payload: string }>("payload", {
      metadata: hex(BUILT_V15.raw),
      specVersion: SPEC_VERSION,
      pallet: "SubtensorModule",
      call: "set_weights",
      args,
      era: { period: 8, current: 1003 },
      nonce: 3,
      genesis: genesis.slice(2),
      birth: birth.slice(2),
    });
    expect(said).toEqual({ call: hex(call), payload: signed });
  });
});
