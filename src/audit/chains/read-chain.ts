import { AffineError } from "../../core/index.ts";
import type { ShardDefect } from "../../record/index.ts";
import { seqOfShardKey, shardKey, ShardReader, type ShardRead, type Store } from "../../store/index.ts";
import type { Deviation } from "../deviation.ts";
import type { Cause, Findings } from "../findings.ts";

/** Broken objects in a row after which a store is left alone: a server could make them up for ever. */
const MOST_BROKEN = 256;

/** What is wrong with a sound shard's place in its chain: no copy of it is better. */
const LINK_DEFECTS: ReadonlySet<ShardDefect> = new Set<ShardDefect>(["wrong_previous", "header_version"]);

/** One validator's chain and where copies of it are. */
export interface ChainToRead {
  readonly netuid: number;
  readonly hotkey: string;
  /** The first that has a sound shard gives it; the others are compared with it. */
  readonly stores: readonly Store[];
  /** Shards that an earlier run of this program found sound, by hash. */
  readonly isKnown?: (hash: string) => boolean;
}

/** A verified shard and the store that it came from. */
export interface FoundShard extends ShardRead {
  readonly store: Store;
}

/** What is known of one chain after it was read. */
export interface ChainSummary {
  /** Each sound shard by number, in no order. */
  readonly shards: ReadonlyMap<number, KnownShard>;
  /** Newest block that it says anything of; `null` without a sound shard. */
  readonly newestBlock: number | null;
  /** The shard that says so. */
  readonly newestKey: string | null;
  /** Whether something was reported of a number already. */
  readonly isTroubled: (seq: number) => boolean;
}

/** What is remembered of a sound shard. */
export interface KnownShard {
  readonly hash: string;
  readonly headerHash: string;
  /** Where it was read. */
  readonly store: Store;
  readonly firstBlock: number;
  readonly lastBlock: number;
  readonly sealedBlock: number;
  readonly signature: string;
}

interface Problem {
  readonly seq: number | undefined;
  readonly key: string;
  readonly reason: ShardDefect;
  readonly message: string;
  readonly store: string;
}

/**
 * Reads one validator's chain from all of its stores: every sound shard once, in order store by store. Broken and
 * missing shards, broken links and second shards of one number become deviations; a copy that is broken where another
 * is sound becomes a note.
 */
export class ChainReading {
  readonly #chain: ChainToRead;
  readonly #findings: Findings;
  readonly #known = new Map<number, KnownShard>();
  readonly #problems = new Map<string, Problem>();
  readonly #troubled = new Set<number>();
  readonly #gaps: { first: number; last: number }[] = [];

  constructor(chain: ChainToRead, findings: Findings) {
    this.#chain = chain;
    this.#findings = findings;
  }

  /** A store that cannot be read is a trouble of the audit, and the next one is read. */
  async *shards(): AsyncGenerator<FoundShard> {
    for (const store of this.#chain.stores) {
      try {
        yield* this.#readStore(store);
      } catch (error) {
        if (!AffineError.isInstance(error) || error.code === "interrupted") throw error;
        this.#findings.trouble(error);
      }
    }
    this.#reportProblems();
    this.#reportGaps();
  }

  /** To be asked when all shards were taken. */
  summary(): ChainSummary {
    const { netuid, hotkey } = this.#chain;
    const newest = [...this.#known].reduce<[number, KnownShard] | undefined>(
      (most, next) => (most === undefined || next[1].sealedBlock > most[1].sealedBlock ? next : most),
      undefined,
    );
    return {
      shards: this.#known,
      newestBlock: newest === undefined ? null : newest[1].sealedBlock,
      newestKey: newest === undefined ? null : shardKey({ netuid, hotkey, seq: newest[0] }),
      isTroubled: (seq) => this.#troubled.has(seq) || this.#gaps.some(({ first, last }) => seq >= first && seq <= last),
    };
  }

  async *#readStore(store: Store): AsyncGenerator<FoundShard> {
    const { netuid, hotkey, isKnown } = this.#chain;
    let broken = 0;
    const reader = new ShardReader(store, {
      netuid,
      hotkey,
      beyondHoles: true,
      ...(isKnown === undefined ? {} : { isKnown }),
    });
    for await (const found of reader.walk()) {
      if (found.kind === "problem") {
        const seq = seqOfShardKey(found.key);
        const { key, reason, message } = found;
        this.#problems.set(`${key} ${reason}`, { seq, key, reason, message, store: store.location });
        broken += 1;
        if (broken < MOST_BROKEN) continue;
        this.#findings.note("gave_up", hotkey, `${store.location}, at ${key}`);
        return;
      }
      broken = 0;
      const { seq } = found.header;
      const known = this.#known.get(seq);
      if (known === undefined) {
        const { firstBlock, lastBlock, sealedBlock = lastBlock, signature } = found.header;
        const { hash, headerHash } = found;
        this.#known.set(seq, { hash, headerHash, store, firstBlock, lastBlock, sealedBlock, signature });
        yield { ...found, store };
      } else if (known.hash !== found.hash) this.#secondShard(found, known, store);
    }
  }

  #secondShard(found: ShardRead, known: KnownShard, store: Store): void {
    const { hotkey } = this.#chain;
    this.#troubled.add(found.header.seq);
    this.#findings.deviate({
      code: "second_shard",
      validator: hotkey,
      record: found.key,
      block: found.header.firstBlock,
      round: null,
      message: `it signed two different shards with the number ${found.header.seq}`,
      evidence: {
        firstStore: known.store.location,
        firstHash: known.hash,
        firstSignature: known.signature,
        secondStore: store.location,
        secondHash: found.hash,
        secondSignature: found.header.signature,
      },
    });
  }

  #reportProblems(): void {
    for (const { seq, key, reason, message, store } of this.#problems.values()) {
      // What is missing is looked for over all stores together.
      if (reason === "missing") continue;
      if (seq !== undefined && this.#known.has(seq) && !LINK_DEFECTS.has(reason)) {
        this.#findings.note("broken_copy", this.#chain.hotkey, `${key} in ${store}: ${message}`);
        continue;
      }
      if (seq !== undefined) this.#troubled.add(seq);
      const deviation: Deviation = {
        code: `shard_${reason}`,
        validator: this.#chain.hotkey,
        record: key,
        block: null,
        round: null,
        message,
        evidence: { store },
      };
      // A shard that is there in another place's chain, or follows nothing, is read all the same.
      if (seq === undefined || this.#known.has(seq)) this.#findings.deviate(deviation);
      else this.#findings.cause(deviation, this.#without(seq, seq));
    }
  }

  /** What a replay lacks without some shards: whatever stands between their sound neighbours. */
  #without(first: number, last: number): Cause {
    let before: KnownShard | undefined;
    let after: KnownShard | undefined;
    for (const [seq, shard] of [...this.#known].sort(([a], [b]) => a - b)) {
      if (seq < first) before = shard;
      else if (seq > last) after ??= shard;
    }
    return { fromBlock: before?.firstBlock ?? 0, toBlock: after?.sealedBlock ?? Infinity };
  }

  #reportGaps(): void {
    const broken = [...this.#problems.values()].flatMap(({ seq, reason }) =>
      seq === undefined || reason === "missing" ? [] : [seq],
    );
    const last = Math.max(-1, ...this.#known.keys());
    const there = [...new Set([...this.#known.keys(), ...broken])].filter((seq) => seq <= last).sort((a, b) => a - b);
    let expected = 0;
    for (const seq of there) {
      if (seq > expected) this.#reportGap(expected, seq - 1);
      expected = seq + 1;
    }
  }

  #reportGap(first: number, last: number): void {
    const { netuid, hotkey, stores } = this.#chain;
    this.#gaps.push({ first, last });
    const deviation: Deviation = {
      code: "shard_missing",
      validator: hotkey,
      record: shardKey({ netuid, hotkey, seq: first }),
      block: this.#known.get(last + 1)?.firstBlock ?? null,
      round: null,
      message: first === last ? `shard ${first} is not there` : `shards ${first} to ${last} are not there`,
      evidence: { first, last, stores: stores.map(({ location }) => location).join(" ") },
    };
    this.#findings.cause(deviation, this.#without(first, last));
  }
}
