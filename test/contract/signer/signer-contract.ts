import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLocalChain, type LocalChain } from "../../../src/chain/index.ts";
import {
  announcementText,
  HEADER_STALE,
  headerHash,
  shardMessage,
  type ShardHeader,
} from "../../../src/record/index.ts";
import type { Signer } from "../../../src/signer/index.ts";
import { keyFromUri, verify } from "../../../src/wallet/index.ts";

export const NETUID = 120;
export const hotkey = keyFromUri("//Alice");
const miner = keyFromUri("//Bob");
const winner = new Map([[1, 65_535]]);

/** A signer over a chain, opened anew as often as asked. */
export interface SignerHarness {
  readonly signer: Signer;
  close(): Promise<void>;
}

/** A chain whose first validator is {@link hotkey}; blocks come when something is submitted. */
export function signersChain(): Promise<LocalChain> {
  return openLocalChain({
    blockMs: "instant",
    netuid: NETUID,
    hyperparameters: { tempo: 20, weightsRateLimit: 1 },
    neurons: [hotkey, miner].map(({ address }, uid) => ({
      hotkey: address,
      coldkey: address,
      stakeRao: uid === 0 ? "1000000000000" : "0",
    })),
  });
}

export function headerOf(change: Partial<ShardHeader> = {}): ShardHeader {
  return {
    v: 2,
    kind: "shard",
    netuid: NETUID,
    hotkey: hotkey.address,
    seq: 7,
    previous: "a".repeat(64),
    firstBlock: 1,
    lastBlock: 2,
    count: 1,
    body: "b".repeat(64),
    heads: [],
    rules: "0".repeat(16),
    atMs: 1,
    ...change,
  };
}

/** A header that follows another. */
export function after(header: ShardHeader, change: Partial<ShardHeader> = {}): ShardHeader {
  return { ...header, seq: header.seq + 1, previous: headerHash(header), ...change };
}

/** What every adapter of `Signer` does. */
export function signerContract(name: string, open: (chain: LocalChain) => Promise<SignerHarness>): void {
  describe(`signer contract: ${name}`, () => {
    let chain: LocalChain;
    let harness: SignerHarness;
    let signer: Signer;

    beforeEach(async () => {
      chain = await signersChain();
      chain.start();
      await chain.produceBlocks(2);
      harness = await open(chain);
      ({ signer } = harness);
    });
    afterEach(async () => {
      await harness.close();
      await chain.close();
    });

    test("default: it has the hotkey's address, and a header's signature verifies", async () => {
      expect(signer.address).toBe(hotkey.address);
      const signature = await signer.signShardHeader(headerOf());
      expect(verify(hotkey.address, shardMessage(headerOf()), signature)).toBe(true);
    });

    test("behavior: headers follow each other; the same one may be signed again, another in its place never", async () => {
      await signer.signShardHeader(headerOf());
      await signer.signShardHeader(headerOf());
      await expect(signer.signShardHeader(headerOf({ count: 2 }))).rejects.toMatchObject({ code: "signer_refused" });
      const second = after(headerOf());
      await signer.signShardHeader(second);
      await expect(signer.signShardHeader(after(second, { seq: 10 }))).rejects.toThrow("does not follow");
      await expect(signer.signShardHeader(headerOf({ seq: 7 }))).rejects.toThrow("does not follow");
      await signer.signShardHeader(after(second));
    });

    test("error: a header that names another shard before it than the one that was signed", async () => {
      await signer.signShardHeader(headerOf());
      for (const previous of ["c".repeat(64), headerHash(headerOf({ count: 2 })), headerOf().previous]) {
        const wrong = signer.signShardHeader(after(headerOf(), { previous }));
        await expect(wrong).rejects.toMatchObject({
          code: "signer_refused",
          message: expect.stringContaining("another shard 7") as string,
        });
      }
      await signer.signShardHeader(after(headerOf()));
    });

    test("error: headers of the first version, whose previous a signer cannot know, are signed no more", async () => {
      await expect(signer.signShardHeader(headerOf({ v: 1 }))).rejects.toMatchObject({
        code: "signer_refused",
        details: { name: HEADER_STALE },
      });
    });

    test("behavior: an announced head is one that was signed here, and never an older one than before", async () => {
      const records = "https://records.example.org/";
      const [first, second] = [headerOf(), after(headerOf())];
      for (const header of [first, second]) await signer.signShardHeader(header);
      const textOf = (header: ShardHeader, hash = headerHash(header)) =>
        announcementText({ records, head: { seq: header.seq, hash } });
      await expect(signer.announce(textOf(second, "d".repeat(64)))).rejects.toThrow("was not signed here");
      await signer.announce(textOf(second));
      expect((await chain.commitments(NETUID)).get(hotkey.address)?.text).toBe(textOf(second));
      await expect(signer.announce(textOf(first))).rejects.toThrow("was announced before");
    });

    test("behavior: the block of sealing never goes back", async () => {
      const first = headerOf({ sealedBlock: 2 });
      await signer.signShardHeader(first);
      await expect(signer.signShardHeader(after(first, { sealedBlock: 1 }))).rejects.toThrow("before the last one");
    });

    test("error: headers of another subnet or hotkey", async () => {
      await expect(signer.signShardHeader(headerOf({ netuid: 1 }))).rejects.toMatchObject({ code: "signer_refused" });
      const stranger = headerOf({ hotkey: miner.address });
      await expect(signer.signShardHeader(stranger)).rejects.toMatchObject({ code: "signer_refused" });
    });

    test("default: weights are on chain, once a window", async () => {
      const { index: window } = await chain.epoch(NETUID);
      const result = await signer.setWeights({ netuid: NETUID, weights: winner, window });
      expect(result).toMatchObject({ confirmed: true });
      const again = signer.setWeights({ netuid: NETUID, weights: new Map([[0, 65_535]]), window });
      await expect(again).rejects.toThrow(`window ${window} has its weights`);
    });

    test("error: vectors that are none, windows that have passed, another subnet", async () => {
      const { index: window } = await chain.epoch(NETUID);
      await expect(signer.setWeights({ netuid: 1, weights: winner, window })).rejects.toMatchObject({
        code: "signer_refused",
      });
      for (const weights of [new Map([[1, 70_000]]), new Map([[1, 100]]), new Map<number, number>()]) {
        await expect(signer.setWeights({ netuid: NETUID, weights, window })).rejects.toThrow(/vector|malformed/);
      }
      expect((await chain.metagraph(NETUID)).neurons[0]?.lastUpdate).toBe(0);
    });

    test("default: it announces where the records are, and commits nothing else", async () => {
      const text = announcementText({ records: "https://records.example.org/" });
      await signer.announce(text);
      expect((await chain.commitments(NETUID)).get(hotkey.address)?.text).toBe(text);
      for (const other of [
        '{"model":"a/b","revision":"c"}',
        "hello",
        `${text} `,
        '{"affine":1,"records":"file:///x"}',
      ]) {
        await expect(signer.announce(other)).rejects.toMatchObject({ code: "signer_refused" });
      }
      expect((await chain.commitments(NETUID)).get(hotkey.address)?.text).toBe(text);
    });
  });
}
