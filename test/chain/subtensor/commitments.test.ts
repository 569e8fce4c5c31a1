import { describe, expect, test } from "vitest";
import { readRoster } from "../../../src/roster/index.ts";
import { setLogLevel } from "../../../src/telemetry/index.ts";
import { keyFromUri } from "../../../src/wallet/index.ts";
import { register, toHex } from "../fake-subtensor/index.ts";
import { RUNTIMES } from "../metadata/index.ts";
import { alice, bedOn, bob, change } from "./bed.ts";

setLogLevel("silent");
const C = "Commitments";

function model(name: string, revision = "a".repeat(40)): string {
  return JSON.stringify({ model: name, revision });
}

/** SCALE(String) of a text shorter than 64 or 16384 bytes. */
function sealedForm(text: string): Uint8Array {
  const bytes = Buffer.from(text);
  const head = bytes.length < 64 ? [bytes.length << 2] : [((bytes.length << 2) | 1) & 0xff, bytes.length >> 6];
  return Buffer.concat([Uint8Array.from(head), bytes]);
}

/** Against FAKE nodes: see test/chain/fake-subtensor/fake-chain.ts. */
describe.each(RUNTIMES)("commitments and the registry (fake nodes), $name", (runtime) => {
  const bed = bedOn(runtime);

  test("default: texts of every length come back as they were written", async () => {
    const { fake, chain, netuid } = await bed({ tempo: 2 });
    for (const text of [
      "x",
      "ä",
      "y".repeat(128),
      "z".repeat(129),
      '{"affine":1,"records":"https://example.org/"}',
      "w".repeat(512),
    ]) {
      const { number } = await chain.setCommitment(bob, netuid, text);
      expect((await chain.commitments(netuid)).get(bob.address)).toEqual({ block: number, text });
      fake.produce(2);
      await chain.waitForBlock(fake.best.number);
    }
  });

  test("error: texts and times that the chain would not take are refused before anything is signed", async () => {
    const { fake, chain, netuid, nodes } = await bed();
    await chain.head();
    for (const text of ["", "w".repeat(513), "ü".repeat(257), "\ud800"]) {
      await expect(chain.setCommitment(bob, netuid, text)).rejects.toMatchObject({ code: "invalid_input" });
    }
    const sealed = (text: string, blocksUntilReveal: number) =>
      chain.setRevealCommitment(bob, netuid, text, { blocksUntilReveal });
    for (const [text, blocks] of [
      ["", 1],
      ["w".repeat(779), 1],
      ["fine", 0],
      ["fine", 1.5],
      ["fine", -1],
    ] as const) {
      await expect(sealed(text, blocks)).rejects.toMatchObject({ code: "invalid_input" });
    }
    expect(nodes[0]!.requests).not.toContain("author_submitExtrinsic");
    expect((await sealed("w".repeat(778), 1)).number).toBe(fake.best.number);
  });

  test("behavior: commitments of other kinds, of several fields and of raw bytes", async () => {
    const test = await bed();
    const { chain, netuid } = test;
    const info = (hotkey: string, fields: unknown[]) =>
      change(test, (storage) =>
        storage.set(C, "CommitmentOf", [netuid, hotkey], { deposit: 0n, block: 3, info: fields }),
      );
    info(alice.address, [
      { type: "Sha256", value: "0x" + "00".repeat(32) },
      { type: "Raw2", value: toHex(Buffer.from("hi")) },
    ]);
    info(bob.address, [{ type: "Raw2", value: "0xfffe" }]);
    await chain.waitForBlock(test.fake.best.number);
    expect(await chain.commitments(netuid)).toEqual(new Map([[alice.address, { block: 3, text: "hi" }]]));
  });

  test("behavior: revealed bytes with their length, with a wrong one, raw, and no UTF-8 at all", async () => {
    const test = await bed();
    const { chain, netuid } = test;
    const long = "l".repeat(300);
    const reveals = [
      [sealedForm("short"), 5n],
      [sealedForm(long), 6n],
      [Buffer.concat([sealedForm("five!"), Buffer.from("x")]), 7n],
      [Buffer.from('{"raw":1}'), 8n],
      [Uint8Array.of(0xff, 0xfe), 9n],
    ];
    change(test, (storage) => storage.set(C, "RevealedCommitments", [netuid, bob.address], reveals));
    await chain.waitForBlock(test.fake.best.number);
    const texts = (await chain.revealedCommitments(netuid)).get(bob.address)?.map(({ block, text }) => [block, text]);
    expect(texts).toEqual([
      [5, "short"],
      [6, long],
      [7, "\u0014five!x"],
      [8, '{"raw":1}'],
      [9, "\ufffd\ufffd"],
    ]);
  });

  test("behavior: the registry: who competes, who committed first, and a reason for everybody else", async () => {
    const test = await bed();
    const { fake, chain, netuid } = test;
    const keys = Array.from({ length: 6 }, (_, index) => keyFromUri(`//Miner${index}`));
    change(test, (storage) => {
      for (const key of keys) register(storage, 1, { netuid, hotkey: key.address, stakeRao: "0" });
    });
    const texts: (Uint8Array | undefined)[] = [
      sealedForm(model("me/affine-one")),
      Buffer.from(model("me/affine-one")),
      sealedForm('{"model":'),
      Uint8Array.of(0xff, 0xfe),
      sealedForm(model("me/other-name")),
      undefined,
    ];
    change(test, (storage) => {
      texts.forEach((bytes, index) => {
        if (bytes === undefined) return;
        // Miner 1 committed what miner 0 did, ten blocks later.
        storage.set(C, "RevealedCommitments", [netuid, keys[index]!.address], [[bytes, BigInt(100 + 10 * index)]]);
      });
    });
    await chain.waitForBlock(fake.best.number);
    const roster = await readRoster(chain, netuid, {
      allowEndpoints: false,
      baseUrlOf: () => Promise.resolve("https://host.example/v1"),
    });
    expect(roster.miners.map(({ uid, model: name, block }) => [uid, name, block])).toEqual([
      [2, "me/affine-one", 100],
      [3, "me/affine-one", 110],
    ]);
    expect(roster.duplicates).toEqual([
      { uid: 3, hotkey: keys[1]!.address, first: { uid: 2, hotkey: keys[0]!.address } },
    ]);
    expect(roster.leftOut.map(({ uid, reason }) => [uid, reason])).toEqual([
      [0, "no_commitment"],
      [1, "no_commitment"],
      [4, "commitment_not_json"],
      [5, "commitment_not_json"],
      [6, "name_rule"],
      [7, "no_commitment"],
    ]);
  });
});
