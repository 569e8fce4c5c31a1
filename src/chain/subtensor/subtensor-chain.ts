import { AffineError } from "../../core/index.ts";
import type { SigningKey } from "../../wallet/index.ts";
import type * as chain from "../chain.ts";
import { WeightCalls } from "./calls/weight-calls.ts";
import { chooseEndpoints } from "./networks.ts";
import { timingsOf, type SubtensorOptions } from "./options.ts";
import { openProofs } from "./proofs/open-proofs.ts";
import type { Proofs } from "./proofs/proofs.ts";
import { readCommitments, readRevealedCommitments } from "./reads/read-commitments.ts";
import { readEpoch } from "./reads/read-epoch.ts";
import { readHyperparameters } from "./reads/read-hyperparameters.ts";
import { readMetagraph } from "./reads/read-metagraph.ts";
import { readTimestampMs } from "./reads/read-timestamp.ts";
import { readWeights } from "./reads/read-weights.ts";
import { State } from "./reads/state.ts";
import { Runtimes } from "./runtime/runtimes.ts";
import { Endpoints } from "./session/endpoints.ts";
import { hashOrNullSchema } from "./session/wire.ts";
import { Submitter } from "./submit/submitter.ts";

/**
 * Bittensor over WebSocket. Everything is read from final blocks: what was read once can never be undone, neither the
 * beacon of a round nor a LastUpdate. Connects when it is first used.
 */
export class SubtensorChain implements chain.Chain {
  readonly #endpoints: Endpoints;
  readonly #runtimes = new Runtimes();
  readonly #submitter: Submitter;
  readonly #weights: WeightCalls;
  readonly #pinnedBeacon: boolean;
  /** Where reads are proved. */
  readonly #proofs: Proofs | undefined;

  /** @throws AffineError `config_invalid` for a malformed endpoint. */
  constructor(options: SubtensorOptions) {
    const network = chooseEndpoints(options.endpoint, options.fallback);
    const timings = timingsOf(options);
    this.#pinnedBeacon = network.pinnedBeacon;
    this.#endpoints = new Endpoints({
      ...timings,
      endpoints: network.endpoints,
      genesis: network.genesis ?? options.genesis,
    });
    this.#proofs = openProofs(options, network.endpoints, timings);
    this.#submitter = new Submitter({
      endpoints: this.#endpoints,
      runtimes: this.#runtimes,
      timeoutMs: timings.callTimeoutMs,
    });
    this.#weights = new WeightCalls({
      submitter: this.#submitter,
      pinnedBeacon: network.pinnedBeacon,
      read: (at, read) => this.#read(at, read),
    });
  }

  async head(): Promise<chain.BlockRef> {
    const { final } = await this.#endpoints.session();
    return this.#agreed(this.#endpoints.board.head ?? final);
  }

  async waitForBlock(number?: number, options: { signal?: AbortSignal } = {}): Promise<chain.BlockRef> {
    const { signal } = options;
    if (signal?.aborted === true) throw new AffineError("interrupted", "Waiting for a block was interrupted.");
    const head = await this.head();
    return this.#agreed(await this.#endpoints.board.wait(number ?? head.number + 1, signal));
  }

  /** Of final blocks only: the hash of one that is not final yet may change. */
  async blockHash(number: number): Promise<chain.Hex> {
    const head = await this.head();
    const hash =
      Number.isSafeInteger(number) && number >= 0 && number <= head.number
        ? await this.#endpoints.use(async (session) => {
            const claimed = await session.connection.request("chain_getBlockHash", [number], hashOrNullSchema);
            await this.#proofs?.checkHash(session, number, claimed, head);
            return claimed;
          })
        : null;
    if (hash !== null) return hash;
    throw new AffineError("not_found", `There is no final block ${number} yet; the newest is ${head.number}.`);
  }

  metagraph(netuid: number, at?: chain.At): Promise<chain.Metagraph> {
    return this.#read(at, (state) => readMetagraph(state, netuid));
  }

  hyperparameters(netuid: number, at?: chain.At): Promise<chain.Hyperparameters> {
    return this.#read(at, (state) => readHyperparameters(state, netuid));
  }

  revealedCommitments(
    netuid: number,
    at?: chain.At,
  ): Promise<ReadonlyMap<string, readonly chain.RevealedCommitment[]>> {
    return this.#read(at, (state) => readRevealedCommitments(state, netuid));
  }

  commitments(netuid: number, at?: chain.At): Promise<ReadonlyMap<string, chain.RevealedCommitment>> {
    return this.#read(at, (state) => readCommitments(state, netuid));
  }

  async setCommitment(key: SigningKey, netuid: number, text: string): Promise<chain.BlockRef> {
    const { planCommitment } = await import("./calls/plan-commitment.ts");
    return this.#submitter.send(key, (state) => Promise.resolve().then(() => planCommitment(state, netuid, text)));
  }

  async setRevealCommitment(
    key: SigningKey,
    netuid: number,
    text: string,
    { blocksUntilReveal: blocks }: { blocksUntilReveal: number },
  ): Promise<chain.BlockRef> {
    const { planRevealCommitment } = await import("./calls/plan-commitment.ts");
    const request = { netuid, text, blocks, pinnedBeacon: this.#pinnedBeacon };
    return this.#submitter.send(key, (state) => planRevealCommitment(state, request));
  }

  weights(netuid: number, at?: chain.At): Promise<ReadonlyMap<number, chain.WeightVector>> {
    return this.#read(at, (state) => readWeights(state, netuid));
  }

  timestampMs(at?: chain.At): Promise<number> {
    return this.#read(at, readTimestampMs);
  }

  epoch(netuid: number, at?: chain.At): Promise<chain.Epoch> {
    return this.#read(at, (state) => readEpoch(state, netuid));
  }

  /** Plain or as a commit, as the subnet's settings say at this moment. `versionKey` defaults to the subnet's own. */
  setWeights(
    key: SigningKey,
    netuid: number,
    weights: chain.WeightVector,
    options: { versionKey?: number } = {},
  ): Promise<chain.SetWeightsResult> {
    return this.#weights.set(key, netuid, weights, options.versionKey);
  }

  /** Costs money and is a coldkey's: `btcli subnets register` does it. */
  register(): Promise<number> {
    const error = new AffineError("unsupported", "Hotkeys of the network are not registered by this program.", {
      hint: "Use Bittensor's own tool: btcli subnets register --netuid N.",
    });
    return Promise.reject(error);
  }

  async health(): Promise<chain.ChainHealth> {
    const session = await this.#endpoints.session();
    const { board } = this.#endpoints;
    return {
      endpoint: session.endpoint,
      head: board.head ?? session.final,
      headAgeMs: Math.round(board.ageMs),
      genesis: session.genesis,
      newest: { block: session.newest, ageMs: Math.round(session.stillForMs) },
    };
  }

  close(): Promise<void> {
    this.#endpoints.close();
    this.#proofs?.close();
    return Promise.resolve();
  }

  async #read<T>(at: chain.At, read: (state: State) => Promise<T>): Promise<T> {
    const block = at ?? (await this.head());
    return this.#endpoints.use(async (session) => {
      const runtime = await this.#runtimes.at(session, block.hash);
      return read(new State(session, runtime, block, this.#proofs));
    });
  }

  /** The same block, once as many endpoints have it as must. */
  async #agreed(block: chain.BlockRef): Promise<chain.BlockRef> {
    const proofs = this.#proofs;
    if (proofs !== undefined) await this.#endpoints.use((session) => proofs.agree(session, block));
    return block;
  }
}
