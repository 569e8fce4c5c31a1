import { AffineError, errorMessage } from "../../../core/index.ts";
import type { BlockRef, Hex } from "../../chain.ts";
import { RpcConnection, type RpcTimings } from "../rpc/rpc-connection.ts";
import { decodeError, transportError } from "../rpc/rpc-errors.ts";
import { hashOrNullSchema, hashSchema, headerSchema, subscriptionSchema } from "./wire.ts";

export interface SessionOptions extends RpcTimings {
  /** The chain that is wanted; any one when left out. */
  readonly genesis: Hex | undefined;
  readonly onHeads: () => void;
}

/** A connection to an endpoint whose chain is the right one, and which tells of new blocks. */
export class Session {
  readonly connection: RpcConnection;
  readonly genesis: Hex;
  #final: BlockRef;
  #newest: BlockRef;
  #movedAtMs = performance.now();

  private constructor(connection: RpcConnection, genesis: Hex, final: BlockRef, newest: BlockRef) {
    this.connection = connection;
    this.genesis = genesis;
    this.#final = final;
    this.#newest = newest.number > final.number ? newest : final;
  }

  /**
   * @throws AffineError `chain_transport`; `chain_decode` when it is no such node; `chain_rejected` with name
   * `WrongGenesis`. The connection is closed then.
   */
  static async open(url: string, options: SessionOptions): Promise<Session> {
    const connection = await RpcConnection.open(url, options);
    try {
      const [genesis, final, newest] = await Promise.all([
        connection.request("chain_getBlockHash", [0], hashSchema),
        readFinalHead(connection),
        readNewestHead(connection),
      ]);
      checkGenesis(url, genesis, options.genesis);
      const session = new Session(connection, genesis, final, newest);
      await Promise.all([
        session.#follow("chain_subscribeFinalizedHeads", (ref) => {
          if (ref.number <= session.#final.number) return;
          session.#final = ref;
          if (session.#newest.number < ref.number) session.#advance(ref);
          options.onHeads();
        }),
        session.#follow("chain_subscribeNewHeads", (ref) => {
          if (ref.number > session.#newest.number) session.#advance(ref);
        }),
      ]);
      return session;
    } catch (thrown) {
      connection.end(transportError(url, errorMessage(thrown)));
      throw thrown;
    }
  }

  get endpoint(): string {
    return this.connection.url;
  }

  get isOpen(): boolean {
    return this.connection.isOpen;
  }

  /** Newest final block: it can never be undone. */
  get final(): BlockRef {
    return this.#final;
  }

  /** Newest block, final or not. */
  get newest(): BlockRef {
    return this.#newest;
  }

  /** Milliseconds since the newest block came, or the session began. */
  get stillForMs(): number {
    return performance.now() - this.#movedAtMs;
  }

  /** Whether this endpoint has the block, as the one at its height. */
  async has(block: BlockRef): Promise<"yes" | "not yet" | "another"> {
    const hash = await this.connection.request("chain_getBlockHash", [block.number], hashOrNullSchema);
    if (hash === block.hash) return "yes";
    return hash === null || block.number > this.#final.number ? "not yet" : "another";
  }

  #advance(ref: BlockRef): void {
    this.#newest = ref;
    this.#movedAtMs = performance.now();
  }

  /** Headers come without their hash: it is asked for. Late and repeated ones are the listener's to ignore. */
  async #follow(method: string, onHead: (ref: BlockRef) => void): Promise<void> {
    await this.connection.subscribe(method, subscriptionSchema, (result) => {
      const header = headerSchema.safeParse(result);
      if (!header.success) {
        this.connection.end(decodeError(this.endpoint, "it announces a block in an unknown form", header.error));
        return;
      }
      const { number } = header.data;
      this.connection.request("chain_getBlockHash", [number], hashOrNullSchema).then(
        (hash) => {
          if (hash !== null) onHead({ number, hash });
        },
        (thrown: unknown) => {
          // A connection that ended says so by itself; a node that cannot name its own block is of no use.
          this.connection.end(decodeError(this.endpoint, `it does not name block ${number}`, thrown));
        },
      );
    });
  }
}

async function readFinalHead(connection: RpcConnection): Promise<BlockRef> {
  const hash = await connection.request("chain_getFinalizedHead", [], hashSchema);
  const { number } = await connection.request("chain_getHeader", [hash], headerSchema);
  return { number, hash };
}

async function readNewestHead(connection: RpcConnection): Promise<BlockRef> {
  const { number } = await connection.request("chain_getHeader", [], headerSchema);
  const hash = await connection.request("chain_getBlockHash", [number], hashSchema);
  return { number, hash };
}

function checkGenesis(url: string, genesis: Hex, expected: Hex | undefined): void {
  if (expected === undefined || genesis === expected) return;
  throw new AffineError("chain_rejected", `Another chain answers at ${url}: genesis ${genesis}.`, {
    hint: `The one that was asked for has genesis ${expected}. Check SUBTENSOR_ENDPOINT and SUBTENSOR_FALLBACK.`,
    details: { name: "WrongGenesis", endpoint: url },
  });
}
