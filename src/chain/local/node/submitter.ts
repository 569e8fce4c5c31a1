import { AffineError } from "../../../core/index.ts";
import type { SigningKey } from "../../../wallet/index.ts";
import type { Hex } from "../../chain.ts";
import { signExtrinsic, type Extrinsic } from "../block/extrinsic.ts";
import type { Receipt } from "../block/execute.ts";
import type { Call } from "../calls/call.ts";
import type { ChainNode } from "./chain-node.ts";
import { dispatchError } from "./dispatch-failure.ts";

/** Tries when another process uses the same hotkey at the same time, or the chain restarts. */
const MAX_ATTEMPTS = 8;

/** Signs calls, sends them and waits for their blocks. */
export class Submitter {
  readonly #node: ChainNode;
  readonly #genesis: () => Promise<Hex>;
  /** By hotkey: a nonce is asked for only when the call before has been taken. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(node: ChainNode, genesis: () => Promise<Hex>) {
    this.#node = node;
    this.#genesis = genesis;
  }

  /** Resolves with the receipt of a call that succeeded. @throws AffineError of the closed list in `Chain`. */
  async send(key: SigningKey, call: Call): Promise<Receipt & { outcome: { ok: true } }> {
    const extrinsic = await this.#inTurn(key.address, () => this.#submit(key, call));
    const { block, outcome } = await this.#receipt(extrinsic);
    if (!outcome.ok) throw dispatchError(outcome.error);
    return { block, outcome };
  }

  async #submit(key: SigningKey, call: Call): Promise<{ extrinsic: Extrinsic; hash: Hex }> {
    const genesis = await this.#genesis();
    for (let attempt = 1; ; attempt += 1) {
      const extrinsic = signExtrinsic(key, genesis, await this.#node.nextNonce(key.address), call);
      try {
        return { extrinsic, hash: await this.#node.submit(extrinsic) };
      } catch (thrown) {
        if (attempt >= MAX_ATTEMPTS || !isNonceRace(thrown)) throw thrown;
      }
    }
  }

  /** A chain that restarted has lost what no block had: the same signed call goes in again, and counts once. */
  async #receipt({ extrinsic, hash }: { extrinsic: Extrinsic; hash: Hex }): Promise<Receipt> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#node.receipt(hash);
      } catch (thrown) {
        const lost = AffineError.isInstance(thrown) && thrown.code === "not_found";
        if (!lost || attempt >= MAX_ATTEMPTS) throw thrown;
      }
      await this.#node.submit(extrinsic);
    }
  }

  #inTurn<T>(hotkey: string, action: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(hotkey) ?? Promise.resolve()).then(action);
    // The next one's turn comes whether this one went well or not; its own caller hears of a failure.
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(hotkey, settled);
    return turn;
  }
}

function isNonceRace(thrown: unknown): boolean {
  return AffineError.isInstance(thrown) && ["Stale", "Future"].includes(String(thrown.details["name"]));
}
