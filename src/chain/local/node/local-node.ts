import { AffineError, errorMessage } from "../../../core/index.ts";
import type { LockFile } from "../../../io/index.ts";
import { logger } from "../../../telemetry/index.ts";
import type { At, BlockRef, Hex } from "../../chain.ts";
import { extrinsicHash, type Extrinsic } from "../block/extrinsic.ts";
import type { Receipt } from "../block/execute.ts";
import type { RootCall } from "../calls/call.ts";
import { admit } from "./refuse-extrinsic.ts";
import type { ChainNode, NodeStatus, ViewName, Views } from "./chain-node.ts";
import { HeadWaiters } from "./head-waiters.ts";
import type { Ledger } from "./ledger.ts";
import { Pool } from "./pool.ts";
import { view } from "./views.ts";

const MAX_CALLS_PER_BLOCK = 512;

/** The running chain: takes calls, makes blocks, answers reads. */
export class LocalNode implements ChainNode {
  readonly endpoint: string;
  readonly genesis: Hex;
  /** Called when a call has come in, for a producer that makes blocks on demand. */
  onSubmission: () => void = () => undefined;
  readonly #ledger: Ledger;
  readonly #lock: LockFile | undefined;
  readonly #pool = new Pool();
  readonly #waiters = new HeadWaiters();
  /** Blocks are made one after the other. */
  #sealing: Promise<unknown> = Promise.resolve();
  #stopped: AffineError | undefined;
  #closing: Promise<void> | undefined;
  #headSeenAt = performance.now();

  constructor(endpoint: string, ledger: Ledger, genesis: Hex, lock: LockFile | undefined) {
    this.endpoint = endpoint;
    this.genesis = genesis;
    this.#ledger = ledger;
    this.#lock = lock;
  }

  get head(): BlockRef {
    return this.#ledger.history.head.ref;
  }

  get waitingCalls(): number {
    return this.#pool.size;
  }

  status(): Promise<NodeStatus> {
    return Promise.resolve({
      genesis: this.genesis,
      head: this.head,
      headAgeMs: Math.round(performance.now() - this.#headSeenAt),
      beaconKey: `0x${this.#ledger.genesis.beaconKey}`,
    });
  }

  async waitForBlock(number: number, signal?: AbortSignal): Promise<BlockRef> {
    if (this.head.number >= number) return this.head;
    this.#mustRun();
    return this.#waiters.wait(number, signal);
  }

  blockHash(number: number): Promise<Hex> {
    const hash = this.#ledger.hashes.get(number);
    if (hash !== undefined) return Promise.resolve(hash);
    return Promise.reject(
      new AffineError("not_found", `There is no block ${number} yet; the newest is ${this.head.number}.`),
    );
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- an early round rejects instead of throwing
  async roundSignature(round: number): Promise<Hex> {
    if (round < 1 || round > this.head.number) {
      throw new AffineError("not_found", `Round ${round} is not out; the newest is ${this.head.number}.`);
    }
    return `0x${Buffer.from(this.#ledger.opener.signRound(round)).toString("hex")}`;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- an unknown block rejects instead of throwing
  async timestampMs(at: At): Promise<number> {
    return this.#ledger.history.at(at).state.timestampMs;
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  async read<Name extends ViewName>(name: Name, netuid: number, at: At): Promise<Views[Name]> {
    return view(name, netuid, this.#ledger.history.at(at));
  }

  nextNonce(hotkey: string): Promise<number> {
    const used = this.#ledger.history.head.state.nonces.get(hotkey) ?? 0;
    return Promise.resolve(used + this.#pool.countOf(hotkey));
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- a refusal rejects instead of throwing
  async submit(extrinsic: Extrinsic): Promise<Hex> {
    this.#mustRun();
    const hash = extrinsicHash(extrinsic);
    if (this.#pool.has(hash) || this.#ledger.history.receipt(hash) !== undefined) return hash;
    admit(extrinsic, this.genesis, this.#ledger.history.head.state, this.#pool.countOf(extrinsic.hotkey));
    this.#pool.add(extrinsic, hash);
    this.onSubmission();
    return hash;
  }

  async receipt(hash: Hex): Promise<Receipt> {
    const known = this.#ledger.history.receipt(hash) ?? this.#pool.receipt(hash);
    if (known === undefined) {
      throw new AffineError("not_found", `No call ${hash} waits for a block or is in one of the last blocks.`);
    }
    return known;
  }

  /** Runs a call that only this process can make; resolves with the block that has it. */
  async submitRoot(call: RootCall): Promise<Receipt> {
    this.#mustRun();
    const receipt = this.#pool.addRoot(call);
    this.onSubmission();
    return receipt;
  }

  /**
   * Makes a block of the calls that wait; resolves when it is on the disk.
   *
   * @throws AffineError `chain_transport` when the chain is closed, or could not write and has stopped.
   */
  produceBlock(): Promise<BlockRef> {
    const sealed = this.#sealing.then(() => this.#seal());
    this.#sealing = sealed.catch((thrown: unknown) => {
      logger("chain").debug({ err: thrown }, "no block was made");
    });
    return sealed;
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  /** A block that is being written is finished first, so that its callers hear the truth. */
  async #shutDown(): Promise<void> {
    await this.#sealing;
    this.#stop(new AffineError("chain_transport", "The embedded chain is closed."));
    await this.#sealing;
    await this.#ledger.close();
    await this.#lock?.release();
  }

  async #seal(): Promise<BlockRef> {
    this.#mustRun();
    const submissions = this.#pool.peek(MAX_CALLS_PER_BLOCK);
    try {
      await this.#ledger.seal(submissions, (block, outcomes) => {
        this.#headSeenAt = performance.now();
        this.#pool.settle(block, outcomes);
        this.#waiters.wake(block.ref);
      });
      const { head } = this;
      if (await this.#ledger.compactIfLong()) logger("chain").info({ block: head.number }, "compacted the file");
      return head;
    } catch (cause) {
      // After a failed write or fsync nobody knows what the disk holds: only opening the file again tells.
      this.#stop(
        new AffineError("chain_transport", `The embedded chain has stopped: ${errorMessage(cause)}`, {
          hint: "Look at the disk, then start the chain again: it goes on from the last block that was written.",
          cause,
        }),
      );
      throw this.#stopped ?? cause;
    }
  }

  #stop(error: AffineError): void {
    if (this.#stopped === undefined) logger("chain").debug(error.message);
    this.#stopped = error;
    this.#pool.fail(error);
    this.#waiters.fail(error);
  }

  #mustRun(): void {
    if (this.#stopped !== undefined) throw this.#stopped;
  }
}
