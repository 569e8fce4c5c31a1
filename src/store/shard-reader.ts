import { AffineError, errorMessage, kinds, need } from "../core/index.ts";
import {
  assertVersion,
  type ChainState,
  type DecodedShard,
  decodeShard,
  defectError,
  defectOf,
  namesOf,
  previousOf,
  type ShardDefect,
  type ShardHeader,
  type ShardRecord,
  type SignedShardHeader,
  verifyChain,
  type VerifySignature,
} from "../record/index.ts";
import { seqOfShardKey, shardKey, shardPrefix } from "./store-key.ts";
import { storeKind, type Store } from "./store.ts";

/**
 * Holes that a position remembers, to look again, and broken shards in a row that are passed over: a chain with more ends
 * there until they are filled. So every reader of the same objects comes to the same place, whenever it began.
 */
const MOST_HOLES = 64;

/** A seq that had no sound shard when its successor was read. */
interface Hole {
  seq: number;
  reason: ShardDefect;
  /** What the successor names as its predecessor, and in which version; `null` when the successor is a hole too. */
  expected: { v: ShardHeader["v"]; previous: string | null } | null;
}

/** Where a reader stands in one chain; plain JSON, to be kept between two runs. */
export interface ReadPosition {
  /** The last verified shard. */
  last: ChainState;
  /** Missing or broken shards before it. They are looked for again: a mirror may lag. */
  holes: Hole[];
}

/** Where a record stands: line `line` (from 1; the header is line 1) of the uncompressed object `key`. */
export interface RecordProof {
  key: string;
  line: number;
}

/** A shard whose signature, body and records were verified. */
export interface ShardRead {
  kind: "shard";
  key: string;
  header: SignedShardHeader;
  hash: string;
  headerHash: string;
  /** Record `i` stands on line `i + 2`. */
  records: ShardRecord[];
}

/** Something wrong with a chain; what else is sound is still read. */
export interface ReadProblem {
  kind: "problem";
  key: string;
  reason: ShardDefect;
  message: string;
}

export interface ShardReaderOptions {
  netuid: number;
  hotkey: string;
  /** Go on from here. Default: the beginning. */
  from?: ReadPosition;
  /** Default: sr25519 of Bittensor keys. */
  verify?: VerifySignature;
  /**
   * Reads on where more is missing or broken than is remembered: for an audit, which names all that is wrong. Who decides
   * stops there. Default false.
   */
  beyondHoles?: boolean;
  /** As in `decodeShard`: shards that were found sound before, by hash. */
  isKnown?: (hash: string) => boolean;
}

const optionsKind = kinds.shape({
  netuid: kinds.whole,
  hotkey: kinds.text,
  from: kinds.maybe(
    kinds.shape({
      last: kinds.orNull(kinds.shape({ seq: kinds.whole, v: kinds.whole, hash: kinds.text, headerHash: kinds.text })),
      holes: kinds.list(kinds.shape({ seq: kinds.whole, reason: kinds.text, expected: kinds.orNull(kinds.object) })),
    }),
  ),
  verify: kinds.maybe(kinds.call),
  beyondHoles: kinds.maybe(kinds.flag),
  isKnown: kinds.maybe(kinds.call),
});

/**
 * Walks one validator's chain, and goes on where it stopped when it is walked again.
 * A broken or missing shard is reported once for each reason; later ones that verify by themselves are read all the
 * same, and the hole is looked at again on every walk.
 *
 * @example
 * const reader = new ShardReader(store, { netuid: 120, hotkey });
 * for await (const found of reader.walk()) if (found.kind === "shard") use(found.records);
 */
export class ShardReader {
  readonly #store: Store;
  readonly #chain: { netuid: number; hotkey: string };
  readonly #verify: VerifySignature | undefined;
  readonly #isKnown: ((hash: string) => boolean) | undefined;
  readonly #beyondHoles: boolean;
  readonly #reported = new Map<string, ShardDefect>();
  #last: ChainState;
  #holes: Hole[];

  /** @throws AffineError `invalid_input` for another kind of argument */
  constructor(store: Store, options: ShardReaderOptions) {
    need(storeKind, store, "ShardReader", "a store and { netuid, hotkey }");
    need(optionsKind, options, "ShardReader", "a store and { netuid, hotkey }");
    const { netuid, hotkey, from, verify, isKnown, beyondHoles = false } = options;
    this.#store = store;
    this.#chain = { netuid, hotkey };
    this.#verify = verify;
    this.#isKnown = isKnown;
    this.#beyondHoles = beyondHoles;
    this.#last = from?.last ?? null;
    this.#holes = [...(from?.holes ?? [])];
    for (const hole of this.#holes) this.#reported.set(this.#key(hole.seq), hole.reason);
  }

  /** Behind the last shard that was handed out. */
  get position(): ReadPosition {
    return { last: this.#last && { ...this.#last }, holes: this.#holes.map((hole) => ({ ...hole })) };
  }

  /** The seq behind the last shard that was handed out, holes left aside. */
  get next(): number {
    return this.#last === null ? 0 : this.#last.seq + 1;
  }

  /**
   * All that is new.
   *
   * @throws AffineError `store_transport`: walk again to go on.
   */
  async *walk(): AsyncGenerator<ShardRead | ReadProblem> {
    yield* this.#lookAtHoles();
    const broken = new Map<number, ShardDefect>();
    const after = this.#last === null ? "" : this.#key(this.#last.seq);
    for await (const key of this.#store.list(shardPrefix(this.#chain), after)) {
      const seq = seqOfShardKey(key);
      if (seq === undefined) {
        yield* this.#problem(key, defectError("misplaced_object"));
        continue;
      }
      const shard = await this.#read(seq);
      if (AffineError.isInstance(shard)) {
        // Only a verified shard moves the position: a broken last one is read again next time.
        broken.set(seq, defectOf(shard) ?? "gzip_corrupt");
        yield* this.#problem(key, shard);
        if (broken.size > MOST_HOLES && !this.#beyondHoles) return;
        continue;
      }
      const { next } = this;
      if (seq - next + this.#holes.length > MOST_HOLES && !this.#beyondHoles) {
        yield* this.#missing(next, seq, broken);
        return;
      }
      yield* this.#follow(shard, broken);
      broken.clear();
    }
  }

  *#follow(shard: DecodedShard, broken: ReadonlyMap<number, ShardDefect>): Generator<ShardRead | ReadProblem> {
    const { seq, previous, v } = shard.header;
    const expected = this.next;
    const before = this.#last;
    if (seq > expected) {
      yield* this.#missing(expected, seq, broken);
      for (let hole = Math.max(expected, seq - MOST_HOLES); hole < seq; hole += 1) {
        const reason = broken.get(hole) ?? "missing";
        this.#holes.push({ seq: hole, reason, expected: hole === seq - 1 ? { v, previous } : null });
      }
      this.#holes = this.#holes.slice(-MOST_HOLES);
    }
    this.#last = namesOf(shard);
    yield* this.#checkLink(before, shard, seq === expected);
    yield this.#shard(shard);
  }

  *#checkLink(before: ChainState, shard: DecodedShard, isNext: boolean): Generator<ReadProblem> {
    try {
      if (isNext) verifyChain(before, shard);
      else assertVersion(before, shard.header.v);
    } catch (error) {
      yield* this.#problem(this.#key(shard.header.seq), error);
    }
  }

  /** One report a stretch of missing shards, however long. */
  *#missing(from: number, to: number, broken: ReadonlyMap<number, ShardDefect>): Generator<ReadProblem> {
    let start = from;
    for (const end of [...[...broken.keys()].filter((seq) => seq >= from && seq < to), to]) {
      const which = end - start === 1 ? `shard ${start}` : `shards ${start} to ${end - 1}`;
      if (end > start) yield* this.#problem(this.#key(start), defectError("missing", which));
      start = end + 1;
    }
  }

  async *#lookAtHoles(): AsyncGenerator<ShardRead | ReadProblem> {
    for (const hole of this.#holes) {
      const shard = await this.#read(hole.seq);
      if (AffineError.isInstance(shard)) {
        if (defectOf(shard) !== "missing") yield* this.#problem(this.#key(hole.seq), shard);
        continue;
      }
      this.#holes = this.#holes.filter(({ seq }) => seq !== hole.seq);
      if (hole.expected !== null && hole.expected.previous !== previousOf(namesOf(shard), hole.expected.v)) {
        yield* this.#problem(this.#key(hole.seq), defectError("wrong_previous", "its successor names another shard"));
      }
      yield this.#shard(shard);
    }
  }

  /** The first sound copy of a shard, or the error that names the defect of the first one. */
  async #read(seq: number): Promise<DecodedShard | AffineError> {
    let defect: AffineError | undefined;
    const copies = copiesOf(this.#store, this.#key(seq))[Symbol.asyncIterator]();
    for (;;) {
      try {
        const next = await copies.next();
        if (next.done === true) return defect ?? defectError("missing", `shard ${seq}`);
        return decodeShard(next.value, {
          place: { ...this.#chain, seq },
          ...(this.#verify && { verify: this.#verify }),
          ...(this.#isKnown && { isKnown: this.#isKnown }),
        });
      } catch (error) {
        if (!AffineError.isInstance(error) || defectOf(error) === undefined) throw error;
        defect ??= error;
      }
    }
  }

  *#problem(key: string, error: unknown): Generator<ReadProblem> {
    const reason = defectOf(error);
    if (reason === undefined) throw error;
    if (this.#reported.get(key) === reason) return;
    this.#reported.set(key, reason);
    yield { kind: "problem", key, reason, message: errorMessage(error) };
  }

  #shard({ header, hash, headerHash, records }: DecodedShard): ShardRead {
    return { kind: "shard", key: this.#key(header.seq), header, hash, headerHash, records };
  }

  #key(seq: number): string {
    return shardKey({ ...this.#chain, seq });
  }
}

async function* copiesOf(store: Store, key: string): AsyncGenerator<Uint8Array> {
  if (store.copies !== undefined) yield* store.copies(key);
  else {
    const bytes = await store.get(key);
    if (bytes !== undefined) yield bytes;
  }
}

/** A verified record and its proof, or something that is wrong with the chain. */
export type RecordRead = { kind: "record"; record: ShardRecord; proof: RecordProof } | ReadProblem;

/**
 * The records of one validator's chain, in the order of the shards, problems between them. To go on later, keep a
 * {@link ShardReader} or its position.
 *
 * @throws AffineError `store_transport`, `invalid_input` for another kind of argument
 */
export async function* readShards(store: Store, options: ShardReaderOptions): AsyncGenerator<RecordRead> {
  for await (const found of new ShardReader(store, options).walk()) {
    if (found.kind === "problem") yield found;
    else {
      for (const [index, record] of found.records.entries()) {
        yield { kind: "record", record, proof: { key: found.key, line: index + 2 } };
      }
    }
  }
}
