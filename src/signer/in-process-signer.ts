import type { BlockRef, Chain, SetWeightsResult, WeightVector } from "../chain/chain.ts";
import { AffineError, canonicalJson } from "../core/index.ts";
import { shardMessage, type ShardHeader } from "../record/index.ts";
import type { SigningKey } from "../wallet/signing-key.ts";
import type { Signer, WeightIntent } from "./signer.ts";

interface Submission {
  readonly window: number;
  readonly vector: string;
  outcome: "unknown" | "taken" | "refused";
}

/** The key in the validator's own process: for the demo and tests, where there is nothing to steal. */
export class InProcessSigner implements Signer {
  readonly #key: SigningKey;
  readonly #chain: Chain;
  readonly #netuid: number;
  #signed: { readonly seq: number; readonly header: string } | undefined;
  #submitted: Submission | undefined;

  constructor(options: { key: SigningKey; chain: Chain; netuid: number }) {
    this.#key = options.key;
    this.#chain = options.chain;
    this.#netuid = options.netuid;
  }

  get address(): string {
    return this.#key.address;
  }

  signShardHeader(header: ShardHeader): Promise<Uint8Array> {
    return Promise.resolve().then(() => {
      const text = canonicalJson(header);
      if (header.netuid !== this.#netuid) throw refuse(`the shard is of subnet ${header.netuid}, not ${this.#netuid}`);
      if (header.hotkey !== this.address) throw refuse(`the shard is of ${header.hotkey}, not ${this.address}`);
      const last = this.#signed;
      // The same header may be signed again: its writer may have crashed before it kept the signature.
      if (last !== undefined && text !== last.header && header.seq !== last.seq + 1) {
        throw refuse(`shard ${header.seq} does not follow shard ${last.seq}`);
      }
      this.#signed = { seq: header.seq, header: text };
      return this.#key.sign(shardMessage(header));
    });
  }

  async setWeights(intent: WeightIntent): Promise<SetWeightsResult> {
    const submission = this.#admit(intent);
    this.#submitted = submission;
    try {
      const result = await this.#chain.setWeights(this.#key, intent.netuid, intent.weights);
      // Included and not read back may still vanish: the same vector may then be sent again.
      if (result.confirmed) submission.outcome = "taken";
      return result;
    } catch (error) {
      const known = AffineError.isInstance(error) && ["chain_rejected", "chain_rate_limited"].includes(error.code);
      if (known) submission.outcome = "refused";
      throw error;
    }
  }

  announce(text: string): Promise<BlockRef> {
    return this.#chain.setCommitment(this.#key, this.#netuid, text);
  }

  #admit({ netuid, window, weights }: WeightIntent): Submission {
    if (netuid !== this.#netuid) throw refuse(`the weights are for subnet ${netuid}, not ${this.#netuid}`);
    assertVector(weights);
    const vector = JSON.stringify([...weights].sort(([a], [b]) => a - b));
    const last = this.#submitted;
    if (last !== undefined && window < last.window) throw refuse(`window ${window} is before window ${last.window}`);
    if (last?.window === window && last.outcome === "taken") throw refuse(`window ${window} has its weights`);
    if (last?.window === window && last.outcome === "unknown" && last.vector !== vector) {
      throw refuse(`other weights may be under way for window ${window}`);
    }
    return { window, vector, outcome: "unknown" };
  }
}

function assertVector(weights: WeightVector): void {
  const pairs = [...weights];
  const sound = pairs.every(([uid, share]) => isShare(uid, 0) && isShare(share, 1));
  if (!sound || Math.max(...weights.values()) !== 65_535)
    throw refuse("a vector has shares of 1 to 65535, the largest 65535");
}

function isShare(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 65_535;
}

function refuse(what: string): AffineError {
  return new AffineError("invalid_input", `The signer refuses: ${what}.`, {
    hint: "A signer takes one weight vector a window and shard headers in order, of one subnet and one hotkey.",
  });
}
