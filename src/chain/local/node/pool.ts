import { AffineError } from "../../../core/index.ts";
import type { Hex } from "../../chain.ts";
import type { Outcome, Receipt, Submission } from "../block/execute.ts";
import type { Extrinsic } from "../block/extrinsic.ts";
import type { RootCall } from "../calls/call.ts";
import type { PastBlock } from "./history.ts";

const MAX_WAITING = 4096;
const MAX_WAITING_PER_HOTKEY = 64;

interface Listener {
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: AffineError) => void;
}
interface Waiting {
  readonly submission: Submission;
  /** `undefined` for a root call. */
  readonly hash: Hex | undefined;
  readonly listeners: Listener[];
}

/** Calls that wait for a block, in the order in which they came. */
export class Pool {
  #waiting: Waiting[] = [];
  readonly #byHash = new Map<Hex, Waiting>();
  readonly #perHotkey = new Map<string, number>();

  get size(): number {
    return this.#waiting.length;
  }

  has(hash: Hex): boolean {
    return this.#byHash.has(hash);
  }

  /** How many calls of a hotkey wait. */
  countOf(hotkey: string): number {
    return this.#perHotkey.get(hotkey) ?? 0;
  }

  /** @throws AffineError `chain_transport` when too many wait already. */
  add(extrinsic: Extrinsic, hash: Hex): void {
    const { hotkey } = extrinsic;
    if (this.size >= MAX_WAITING || this.countOf(hotkey) >= MAX_WAITING_PER_HOTKEY) {
      throw new AffineError("chain_transport", "Too many calls wait for a block already.", {
        hint: "Wait for the next block and send it again.",
      });
    }
    const waiting: Waiting = { submission: { signed: extrinsic }, hash, listeners: [] };
    this.#waiting.push(waiting);
    this.#byHash.set(hash, waiting);
    this.#perHotkey.set(hotkey, this.countOf(hotkey) + 1);
  }

  /** Adds a call of the chain's own process and waits for its block. */
  addRoot(root: RootCall): Promise<Receipt> {
    const waiting: Waiting = { submission: { root }, hash: undefined, listeners: [] };
    this.#waiting.push(waiting);
    return listen(waiting);
  }

  /** Resolves when a block has the call; `undefined` when it does not wait here. */
  receipt(hash: Hex): Promise<Receipt> | undefined {
    const waiting = this.#byHash.get(hash);
    return waiting === undefined ? undefined : listen(waiting);
  }

  /** The submissions for a block, at most `limit`; they stay here until {@link settle}. */
  peek(limit: number): readonly Submission[] {
    return this.#waiting.slice(0, limit).map(({ submission }) => submission);
  }

  /** Removes the first `outcomes.length` calls and tells those who wait for them. */
  settle(block: PastBlock, outcomes: readonly Outcome[]): void {
    const done = this.#waiting.slice(0, outcomes.length);
    this.#waiting = this.#waiting.slice(outcomes.length);
    for (const [index, waiting] of done.entries()) {
      this.#forget(waiting);
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      for (const { resolve } of waiting.listeners) resolve({ block: block.ref, outcome });
    }
  }

  /** Gives up on all of them. */
  fail(error: AffineError): void {
    const all = this.#waiting;
    this.#waiting = [];
    for (const waiting of all) {
      this.#forget(waiting);
      for (const { reject } of waiting.listeners) reject(error);
    }
  }

  #forget({ submission, hash }: Waiting): void {
    if (hash !== undefined) this.#byHash.delete(hash);
    if (!("signed" in submission)) return;
    const { hotkey } = submission.signed;
    const left = this.countOf(hotkey) - 1;
    if (left > 0) this.#perHotkey.set(hotkey, left);
    else this.#perHotkey.delete(hotkey);
  }
}

function listen({ listeners }: Waiting): Promise<Receipt> {
  return new Promise((resolve, reject) => listeners.push({ resolve, reject }));
}
