import type { BlockRef, Chain, SetWeightsResult } from "../chain/chain.ts";
import { AffineError, errorMessage } from "../core/index.ts";
import { HEADER_STALE, headerHash, shardMessage, type ShardHeader } from "../record/index.ts";
import type { SigningKey } from "../wallet/signing-key.ts";
import { Anchor, behind } from "./anchor.ts";
import { assertAnnouncement } from "./announcement-check.ts";
import { assertVector, refuse, refuseSetWindow, showsOthers, type IntentChecks } from "./intent-checks.ts";
import type { SignerLog } from "./log/signer-log.ts";
import type { SignedHead, Signer, WeightIntent } from "./signer.ts";

export interface KeyHolderOptions {
  readonly key: SigningKey;
  readonly chain: Chain;
  readonly netuid: number;
  readonly log: SignerLog;
  /** Looked at before anything is signed; the demo trusts its own process. */
  readonly checks?: IntentChecks;
  /** Whether the records' address must lead where strangers may go: on every network but one's own. Default true. */
  readonly publicOnly?: boolean;
}

/** Holds the hotkey and decides what it signs: headers one after the other, and so what goes to the chain. */
export class KeyHolder implements Signer {
  readonly #options: KeyHolderOptions;
  readonly #anchor: Anchor;
  /** The ends of the two queues: a header does not wait until weights are in a block. */
  readonly #last: { records: Promise<unknown>; chain: Promise<unknown> } = {
    records: Promise.resolve(),
    chain: Promise.resolve(),
  };

  constructor(options: KeyHolderOptions) {
    this.#options = options;
    this.#anchor = new Anchor({ ...options, address: options.key.address });
  }

  get address(): string {
    return this.#options.key.address;
  }

  /** Why it signs nothing at present: its log cannot be written, or lacks what the chain shows. */
  get problem(): string | undefined {
    return this.#anchor.fault?.message ?? this.#options.log.problem;
  }

  /**
   * Holds the log against the head that was announced on chain.
   *
   * @throws AffineError `state_corrupt` where its end is missing; what the chain throws, and then it is asked again
   * before the first header is signed.
   */
  settle(): Promise<void> {
    return this.#anchor.settle();
  }

  signedHead(): Promise<SignedHead | undefined> {
    const { header } = this.#options.log;
    return Promise.resolve(header && { seq: header.seq, hash: header.hash });
  }

  async signShardHeader(header: ShardHeader): Promise<Uint8Array> {
    const { key, log } = this.#options;
    const { logged } = await this.#inTurn("records", "shard_header", async () => {
      this.#assertOurs(header.netuid, header.hotkey);
      await reachable(this.#anchor.settle());
      const hash = headerHash(header);
      // The same header may be signed again: its writer may have crashed before it kept the signature.
      if (hash === log.header?.hash) return { logged: log.durable() };
      await this.#assertNext(header);
      const sealedBlock = header.sealedBlock ?? null;
      return { logged: log.append({ kind: "shard_header", seq: header.seq, hash, sealedBlock }) };
    });
    // Not in turn: headers that come while the disk is busy share its next flush.
    await logged;
    return key.sign(shardMessage(header));
  }

  setWeights(intent: WeightIntent): Promise<SetWeightsResult> {
    return this.#inTurn("chain", "weights", async () => {
      const { chain, key, log, checks } = this.#options;
      const { window } = intent;
      const vector = this.#admit(intent);
      const last = log.submission;
      const isAgain = last?.window === window && last.outcome === "taken" && last.vector === vector;
      if (isAgain && last.isPlain !== true) throw refuseSetWindow(window);
      const about = { netuid: intent.netuid, address: key.address, weights: intent.weights };
      if (isAgain && !(await showsOthers(chain, about))) throw refuseSetWindow(window);
      await reachable(checks?.weights(intent, isAgain));
      await log.append({ kind: "weights", window, vector });
      const end = { kind: "weights_ended", window, vector } as const;
      let result: SetWeightsResult;
      try {
        result = await chain.setWeights(key, intent.netuid, intent.weights);
      } catch (error) {
        const outcome = neverLands(error) ? "refused" : "unknown";
        await log.append({ ...end, outcome, detail: errorMessage(error).slice(0, 500), result: null });
        throw error;
      }
      // Included and not read back may still vanish: the same vector may then be sent again.
      await log.append({ ...end, outcome: result.confirmed ? "taken" : "unknown", detail: "", result });
      return result;
    });
  }

  announce(text: string): Promise<BlockRef> {
    return this.#inTurn("chain", "announcement", async () => {
      const { chain, key, netuid, log, publicOnly = true } = this.#options;
      await reachable(this.#anchor.settle());
      assertAnnouncement(text, { log, publicOnly });
      await log.append({ kind: "announcement", text });
      let detail = "";
      try {
        return await chain.setCommitment(key, netuid, text);
      } catch (error) {
        detail = errorMessage(error).slice(0, 500);
        throw error;
      } finally {
        await log.append({ kind: "announcement_ended", text, detail });
      }
    });
  }

  /** @throws AffineError `signer_refused` unless a header follows the last one that was signed. */
  async #assertNext(header: ShardHeader): Promise<void> {
    const { log, checks } = this.#options;
    const { v, seq, previous, sealedBlock } = header;
    const last = log.header;
    if (v === 1) throw refuse("headers of version 1 are signed no more", HEADER_STALE);
    if ((seq === 0) !== (previous === null)) throw refuse("only a first shard has none before it");
    if (last === undefined) await reachable(this.#anchor.first(header));
    else {
      if (seq <= last.seq) throw refuse(`shard ${seq} does not follow shard ${last.seq}: ${behind(seq)}`);
      if (seq !== last.seq + 1) throw refuse(`shard ${seq} does not follow shard ${last.seq}`);
      if (previous !== last.hash) throw refuse(`shard ${seq} names another shard ${last.seq} than the one signed here`);
    }
    if (sealedBlock === undefined) return;
    if (sealedBlock < (last?.sealedBlock ?? 0)) {
      throw refuse(`the shard was sealed at block ${sealedBlock}, before the last one`, HEADER_STALE);
    }
    await reachable(checks?.sealedBlock(sealedBlock));
  }

  /** @returns the vector's one spelling. */
  #admit({ netuid, window, weights }: WeightIntent): string {
    if (netuid !== this.#options.netuid) {
      throw refuse(`the weights are for subnet ${netuid}, not ${this.#options.netuid}`);
    }
    assertVector(weights);
    const vector = JSON.stringify([...weights].sort(([a], [b]) => a - b));
    const last = this.#options.log.submission;
    if (last !== undefined && window < last.window) throw refuse(`window ${window} is before window ${last.window}`);
    if (last?.window === window && last.outcome === "taken" && last.vector !== vector) throw refuseSetWindow(window);
    if (last?.window === window && last.outcome === "unknown" && last.vector !== vector) {
      throw refuse(`other weights may be under way for window ${window}`);
    }
    return vector;
  }

  #assertOurs(netuid: number, hotkey: string): void {
    if (netuid !== this.#options.netuid) throw refuse(`the shard is of subnet ${netuid}, not ${this.#options.netuid}`);
    if (hotkey !== this.address) throw refuse(`the shard is of ${hotkey}, not ${this.address}`);
  }

  /** After what is in the queue already; a refusal is written down. */
  async #inTurn<T>(queue: "records" | "chain", intent: string, work: () => Promise<T>): Promise<T> {
    const done = this.#last[queue].then(work).catch(async (error: unknown) => {
      if (AffineError.isInstance(error) && error.code === "signer_refused") {
        const detail = error.message.slice(0, 500);
        // A log that cannot be written says so itself; the caller is told of the refusal.
        await this.#options.log.append({ kind: "refused", intent, detail, omitted: 0 }).catch(() => undefined);
      }
      throw error;
    });
    this.#last[queue] = done.catch(() => undefined);
    return done;
  }
}

/** Errors after which a call can be in no block, now or later; after any other it may be under way. */
const NEVER_LANDS = [
  "chain_rejected",
  "chain_rate_limited",
  "chain_stale",
  "invalid_input",
  "not_found",
  "unsupported",
];

function neverLands(error: unknown): boolean {
  return AffineError.isInstance(error) && NEVER_LANDS.includes(error.code);
}

/** A check that the chain did not answer: nothing was sent, which `chain_transport` would leave open. */
async function reachable(check: Promise<void> | undefined): Promise<void> {
  try {
    await check;
  } catch (error) {
    if (!AffineError.isInstance(error) || !["chain_transport", "chain_decode", "timeout"].includes(error.code))
      throw error;
    throw new AffineError("chain_stale", `The signer cannot read its chain: ${error.message}`, {
      hint: "Nothing was signed. Check the signer's SUBTENSOR_ENDPOINT; it is tried again with the next block.",
      cause: error,
      details: { name: "SignerChainUnreachable" },
    });
  }
}
