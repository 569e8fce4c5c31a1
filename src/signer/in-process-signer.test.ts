import { describe, expect, test } from "vitest";
import type { Chain } from "../chain/chain.ts";
import { AffineError } from "../core/index.ts";
import { shardMessage, type ShardHeader } from "../record/index.ts";
import { keyFromUri, verify } from "../wallet/index.ts";
import { InProcessSigner } from "./index.ts";

const key = keyFromUri("//Alice");
const weights = new Map([[3, 65_535]]);

/** A signer whose chain answers each setting with the next outcome: a failure, or taken. */
function signerOf(outcomes: (AffineError | "taken")[] = []) {
  const chain = {
    setWeights: () => {
      const outcome = outcomes.shift() ?? "taken";
      if (outcome instanceof AffineError) return Promise.reject(outcome);
      return Promise.resolve({ mode: "plain", block: 5, confirmed: true });
    },
  } as unknown as Chain;
  return new InProcessSigner({ key, chain, netuid: 120 });
}

function headerOf(change: Partial<ShardHeader> = {}): ShardHeader {
  return {
    v: 1,
    kind: "shard",
    netuid: 120,
    hotkey: key.address,
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

describe("InProcessSigner", () => {
  test("default: a header's signature verifies", async () => {
    const signature = await signerOf().signShardHeader(headerOf());
    expect(verify(key.address, shardMessage(headerOf()), signature)).toBe(true);
  });

  test("behavior: headers follow each other; the same one may be signed again", async () => {
    const signer = signerOf();
    await signer.signShardHeader(headerOf());
    await signer.signShardHeader(headerOf());
    await expect(signer.signShardHeader(headerOf({ count: 2 }))).rejects.toThrow("does not follow");
    await signer.signShardHeader(headerOf({ seq: 8 }));
    await expect(signer.signShardHeader(headerOf({ seq: 10 }))).rejects.toThrow("does not follow");
    await expect(signer.signShardHeader(headerOf({ seq: 7 }))).rejects.toThrow("does not follow");
  });

  test("error: headers of another subnet or hotkey", async () => {
    await expect(signerOf().signShardHeader(headerOf({ netuid: 1 }))).rejects.toMatchObject({ code: "invalid_input" });
    const bob = keyFromUri("//Bob").address;
    await expect(signerOf().signShardHeader(headerOf({ hotkey: bob }))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  test("behavior: one vector a window", async () => {
    const signer = signerOf();
    await signer.setWeights({ netuid: 120, weights, window: 4 });
    await expect(signer.setWeights({ netuid: 120, weights, window: 4 })).rejects.toThrow("has its weights");
    await expect(signer.setWeights({ netuid: 120, weights, window: 3 })).rejects.toThrow("before window 4");
    await signer.setWeights({ netuid: 120, weights, window: 5 });
  });

  test("behavior: after a refusal others may follow, after a doubt only the same", async () => {
    const other = new Map([[4, 65_535]]);
    const refused = signerOf([new AffineError("chain_rejected", "no")]);
    await expect(refused.setWeights({ netuid: 120, weights, window: 4 })).rejects.toThrow("no");
    await refused.setWeights({ netuid: 120, weights: other, window: 4 });
    const doubtful = signerOf([new AffineError("chain_transport", "gone")]);
    await expect(doubtful.setWeights({ netuid: 120, weights, window: 4 })).rejects.toThrow("gone");
    await expect(doubtful.setWeights({ netuid: 120, weights: other, window: 4 })).rejects.toThrow("may be under way");
    await doubtful.setWeights({ netuid: 120, weights, window: 4 });
  });

  test.each([
    [new Map()],
    [new Map([[1, 0]])],
    [new Map([[1, 70_000]])],
    [new Map([[1, 100]])],
    [new Map([[-1, 65_535]])],
  ])("error: a vector that is none: %o", async (vector) => {
    await expect(signerOf().setWeights({ netuid: 120, weights: vector, window: 1 })).rejects.toThrow("a vector has");
  });

  test("error: another subnet", async () => {
    await expect(signerOf().setWeights({ netuid: 1, weights, window: 1 })).rejects.toThrow("subnet 1");
  });
});
