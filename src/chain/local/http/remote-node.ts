import { Agent } from "undici";
import type { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import { pause } from "../../../io/index.ts";
import type { At, BlockRef, Hex } from "../../chain.ts";
import type { Receipt } from "../block/execute.ts";
import type { Extrinsic } from "../block/extrinsic.ts";
import type { ChainNode, NodeStatus, ViewName, Views } from "../node/chain-node.ts";
import { ask, notAChain, unpack } from "./request.ts";
import * as wire from "./wire.ts";

const POLL_MS = 20_000;
const RETRY_PAUSE_MS = 100;

export interface RemoteNodeOptions {
  /** For one request, on top of the time that it may wait for a block. */
  readonly timeoutMs: number;
  /** For a call to get into a block, restarts of the chain included. */
  readonly callTimeoutMs: number;
  /** The chain that is expected; the first one that answers when left out. */
  readonly genesis: Hex | undefined;
}

/** The embedded chain of another process. Every request may be sent twice without harm, so a lost one is. */
export class RemoteNode implements ChainNode {
  readonly endpoint: string;
  readonly #options: RemoteNodeOptions;
  readonly #agent = new Agent({ bodyTimeout: 0, headersTimeout: 0, connections: null });
  readonly #closed = new AbortController();
  #genesis: Hex | undefined;

  constructor(endpoint: string, options: RemoteNodeOptions) {
    this.endpoint = endpoint;
    this.#options = options;
    this.#genesis = options.genesis;
  }

  status(): Promise<NodeStatus> {
    return this.#get("/v1/status", wire.statusSchema);
  }

  async waitForBlock(number: number, signal?: AbortSignal): Promise<BlockRef> {
    for (;;) {
      const path = `/v1/wait?number=${number}&timeoutMs=${POLL_MS}`;
      const head = await this.#get(path, wire.blockRefSchema, { waitMs: POLL_MS, signal });
      if (head.number >= number) return head;
    }
  }

  async blockHash(number: number): Promise<Hex> {
    return (await this.#get(`/v1/blocks/${number}`, wire.blockRefSchema)).hash;
  }

  async roundSignature(round: number): Promise<Hex> {
    return (await this.#get(`/v1/rounds/${round}`, wire.roundSchema)).signature;
  }

  async timestampMs(at: At): Promise<number> {
    return (await this.#get(`/v1/timestamp${atQuery(at)}`, wire.timestampSchema)).timestampMs;
  }

  read<Name extends ViewName>(view: Name, netuid: number, at: At): Promise<Views[Name]> {
    return this.#get(`/v1/subnets/${netuid}/${view}${atQuery(at)}`, wire.viewSchemas[view]);
  }

  async nextNonce(hotkey: string): Promise<number> {
    return (await this.#get(`/v1/nonces/${hotkey}`, wire.nonceSchema)).nonce;
  }

  async submit(extrinsic: Extrinsic): Promise<Hex> {
    return (await this.#get("/v1/calls", wire.submittedSchema, { body: extrinsic })).hash;
  }

  /** Goes on asking while the chain is away: whether a call counted is not to be guessed. */
  async receipt(hash: Hex): Promise<Receipt> {
    const deadline = performance.now() + this.#options.callTimeoutMs;
    for (;;) {
      const left = Math.max(deadline - performance.now(), 0);
      const waitMs = Math.round(Math.min(POLL_MS, left));
      try {
        const path = `/v1/calls/${hash}?timeoutMs=${waitMs}`;
        const { receipt } = await this.#get(path, wire.receiptSchema, { waitMs });
        if (receipt !== null) return receipt;
      } catch (thrown) {
        if (!AffineError.isInstance(thrown) || thrown.code !== "chain_transport" || left === 0) throw thrown;
        if (this.#closed.signal.aborted) throw thrown;
        await pause(RETRY_PAUSE_MS);
        continue;
      }
      if (left === 0) throw this.#tooLate(hash);
    }
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#agent.destroy();
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    { body, waitMs = 0, signal }: { body?: unknown; waitMs?: number; signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    if (this.#closed.signal.aborted) throw new AffineError("chain_transport", "The chain's client is closed.");
    const url = `${this.endpoint}${path}`;
    const timeoutMs = this.#options.timeoutMs + waitMs;
    const request = { url, dispatcher: this.#agent, body, timeoutMs, signal };
    const answer = await ask(request).catch(async (thrown: unknown) => {
      // A connection that the server closed while it was idle, most likely: once more, on a new one.
      const again = AffineError.isInstance(thrown) && thrown.code === "chain_transport" && isReset(thrown.cause);
      if (!again) throw thrown;
      return ask(request);
    });
    this.#checkGenesis(url, answer.genesis);
    return unpack(url, answer, schema);
  }

  #checkGenesis(url: string, genesis: string | undefined): void {
    const parsed = wire.hexSchema.safeParse(genesis);
    if (!parsed.success) throw notAChain(url, "it does not name its genesis");
    this.#genesis ??= parsed.data;
    if (this.#genesis === parsed.data) return;
    throw new AffineError("chain_rejected", `Another chain answers at ${url}: genesis ${parsed.data}.`, {
      hint: `The one that was expected has genesis ${this.#genesis}. Start anew to use the other.`,
      details: { name: "WrongGenesis" },
    });
  }

  #tooLate(hash: Hex): AffineError {
    const { callTimeoutMs } = this.#options;
    return new AffineError("chain_transport", `No block had the call ${hash} within ${callTimeoutMs} ms.`, {
      hint: "It may still get into one: read the chain before sending it again.",
      details: { hash },
    });
  }
}

function atQuery(at: At): string {
  return at === undefined ? "" : `?at=${at.number}:${at.hash}`;
}

function isReset(cause: unknown): boolean {
  const code = (cause as { code?: unknown } | null | undefined)?.code;
  return code === "ECONNRESET" || code === "UND_ERR_SOCKET" || code === "EPIPE";
}
