import { describe, expect, test } from "vitest";
import type { Chain } from "../chain/chain.ts";
import { AffineError } from "../core/index.ts";
import { keyFromUri } from "../wallet/index.ts";
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

describe("InProcessSigner", () => {
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

  test.each(["chain_rejected", "chain_rate_limited", "chain_stale", "invalid_input"] as const)(
    "behavior: %s means that nothing is under way: another vector may follow",
    async (code) => {
      const signer = signerOf([new AffineError(code, "no")]);
      await expect(signer.setWeights({ netuid: 120, weights, window: 4 })).rejects.toThrow("no");
      await signer.setWeights({ netuid: 120, weights: new Map([[4, 65_535]]), window: 4 });
    },
  );

  test.each(["chain_transport", "chain_decode", "timeout", "internal"] as const)(
    "behavior: after %s the vector may be under way, also once it is sent again and refused unsent",
    async (code) => {
      const signer = signerOf([new AffineError(code, "gone")]);
      await expect(signer.setWeights({ netuid: 120, weights, window: 4 })).rejects.toThrow("gone");
      const other = signer.setWeights({ netuid: 120, weights: new Map([[4, 65_535]]), window: 4 });
      await expect(other).rejects.toMatchObject({ code: "signer_refused" });
    },
  );

  test.each([
    [new Map()],
    [new Map([[1, 0]])],
    [new Map([[1, 70_000]])],
    [new Map([[1, 100]])],
    [new Map([[-1, 65_535]])],
  ])("error: a vector that is none: %o", async (vector) => {
    await expect(signerOf().setWeights({ netuid: 120, weights: vector, window: 1 })).rejects.toThrow("a vector has");
  });
});
