import type { BlockRef, Chain, Hex, Metagraph, RevealedCommitment } from "../chain/chain.ts";
import { AffineError } from "../core/index.ts";
import { listedPauses, retry } from "../io/index.ts";

const RETRY_PAUSES_MS = [200, 1_000, 3_000];
/** Block hashes asked for at once. */
const MOST_READS = 16;
const HEAD_PAUSE_MS = 250;
/** Block hashes that are remembered: records name the same ones again within a few shards. */
const MOST_REMEMBERED = 16_384;

/** What an audit asks a chain for, remembered and asked again when the connection fails. */
export class ChainFacts {
  readonly chain: Chain;
  readonly netuid: number;
  /** Newest block when the audit began: the state of the chain is read as of it. */
  readonly head: BlockRef;
  /** As of the head. */
  readonly metagraph: Metagraph;
  /** As of the head. */
  readonly reveals: ReadonlyMap<string, readonly RevealedCommitment[]>;
  readonly #beacons = new Map<number, Promise<Hex | undefined>>();
  readonly #waiting: (() => void)[] = [];
  #reading = 0;
  #newestBlock: number;
  #askHeadAtMs = 0;
  #head: Promise<BlockRef>;

  private constructor(
    chain: Chain,
    netuid: number,
    at: { head: BlockRef; metagraph: Metagraph; reveals: ChainFacts["reveals"] },
  ) {
    this.chain = chain;
    this.netuid = netuid;
    this.head = at.head;
    this.#newestBlock = at.head.number;
    this.#head = Promise.resolve(at.head);
    this.metagraph = at.metagraph;
    this.reveals = at.reveals;
  }

  /** @throws AffineError of the chain. */
  static async read(chain: Chain, netuid: number): Promise<ChainFacts> {
    const head = await again(() => chain.head());
    const [metagraph, reveals] = await Promise.all([
      again(() => chain.metagraph(netuid, head)),
      again(() => chain.revealedCommitments(netuid, head)),
    ]);
    return new ChainFacts(chain, netuid, { head, metagraph, reveals });
  }

  /** Newest block that was seen. */
  get newestBlock(): number {
    return this.#newestBlock;
  }

  /** Whether a block exists by now: the chain goes on while records are read. */
  async exists(block: number): Promise<boolean> {
    if (block <= this.#newestBlock) return true;
    // Records can name as many future blocks as they like; the chain is asked once in a while all the same.
    if (performance.now() >= this.#askHeadAtMs) {
      this.#askHeadAtMs = performance.now() + HEAD_PAUSE_MS;
      this.#head = again(() => this.chain.head());
    }
    this.#newestBlock = Math.max(this.#newestBlock, (await this.#head).number);
    return block <= this.#newestBlock;
  }

  /** Hash of a block; `undefined` for one that the chain no longer tells or does not have yet. */
  beacon(block: number): Promise<Hex | undefined> {
    let known = this.#beacons.get(block);
    if (known === undefined) {
      known = this.#inTurn(() => orUnknown(() => this.chain.blockHash(block)));
      const [oldest] = this.#beacons.keys();
      if (this.#beacons.size >= MOST_REMEMBERED && oldest !== undefined) this.#beacons.delete(oldest);
      this.#beacons.set(block, known);
    }
    return known;
  }

  /** Runs at most so many reads at once: a shard may name a thousand blocks. */
  async #inTurn<T>(read: () => Promise<T>): Promise<T> {
    while (this.#reading >= MOST_READS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#reading += 1;
    try {
      return await read();
    } finally {
      this.#reading -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** A past block; `undefined` when its hash is not known. */
  async blockRef(number: number): Promise<BlockRef | undefined> {
    if (number === this.head.number) return this.head;
    const hash = await this.beacon(number);
    return hash && { number, hash };
  }
}

/** A read of the chain, repeated while its failure may pass; `undefined` when the chain does not know. */
export async function orUnknown<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await again(read);
  } catch (error) {
    if (AffineError.isInstance(error) && error.code === "not_found") return undefined;
    throw error;
  }
}

/** A read of the chain, repeated while its failure may pass. */
export function again<T>(read: () => Promise<T>): Promise<T> {
  return retry(read, { pauseMs: listedPauses(RETRY_PAUSES_MS) });
}
