import {
  ChainCursor,
  rulesHash,
  type ContestReplay,
  type ContestRules,
  type Positions,
  type ShardSource,
} from "../../replay/index.ts";
import { evaluateAgain, type RecordFault } from "../../rounds/index.ts";
import { AffineError } from "../../core/index.ts";
import {
  defectOf,
  MAX_HEADS,
  type DisputeRecord,
  type RolloutRecord,
  type ShardHead,
  type ShardRecord,
  type Transcript,
} from "../../record/index.ts";
import {
  readTranscript,
  type KeptShards,
  type ReadPosition,
  type ReadProblem,
  type ShardRead,
  type Store,
} from "../../store/index.ts";
import { KnownFaults } from "./known-faults.ts";

export interface PeerReaderOptions {
  readonly rules: ContestRules;
  readonly hotkey: string;
  /** Where our own shards are, published or not. */
  readonly ownStore: Store;
  /** Where peers' shards are. */
  readonly store: Store;
  /** What is witnessed is kept. */
  readonly kept: KeptShards;
  /** What the replay has planned so far says which rollouts decide something: others are not evaluated. */
  readonly replay: () => ContestReplay;
  readonly headBlock: () => number;
  /** Publishes what is wrong with a peer's record; durable when resolved. */
  readonly onDispute: (dispute: DisputeRecord) => Promise<void>;
  readonly onProblem: (problem: ReadProblem) => void;
  /** Told behind which place a shard was given on. */
  readonly onTaken?: (shard: ShardRead, position: ReadPosition) => void;
}

const NOWHERE: Positions = new Map();
/** Evaluations at once: the sandbox has a pool of its own, so that more would only wait there. */
const AT_ONCE = 4;

/**
 * Reads the shards of all validators for a replay. A peer's shard is given on, and listed among the heads that we have
 * seen, when its transcripts were read, its answers evaluated anew and what is wrong with them is on record.
 */
export class PeerReader implements ShardSource {
  readonly #options: PeerReaderOptions;
  readonly #cursors = new Map<string, ChainCursor>();
  readonly #heads = new Map<string, ShardHead>();
  readonly #given = new Map<string, ShardRead>();
  readonly #held = new Map<string, number>();
  /** Of each chain the shard that was asked for last, and the head of the chain when it was first seen. */
  readonly #seen = new Map<string, { readonly hash: string; readonly block: number }>();
  readonly #known: KnownFaults;
  readonly #from: Positions;

  /** @param from where each chain goes on: what lies before was given, evaluated and listed */
  constructor(options: PeerReaderOptions, known = new KnownFaults(), from: Positions = NOWHERE) {
    this.#options = options;
    this.#known = known;
    this.#from = from;
    for (const [hotkey, { last, holes }] of from) {
      if (last === null || hotkey === options.hotkey) continue;
      known.setEvaluated(hotkey, last.seq);
      if (holes.length === 0) this.#heads.set(hotkey, { hotkey, seq: last.seq, hash: last.hash });
    }
  }

  position(hotkey: string): ReadPosition | undefined {
    return this.#cursors.get(hotkey)?.position ?? this.#from.get(hotkey);
  }

  /** Peers' chains up to where their transcripts were read and their answers evaluated. */
  get heads(): readonly ShardHead[] {
    return [...this.#heads.values()].slice(0, MAX_HEADS);
  }

  /**
   * The next shard of a chain. A peer's whose transcripts are not there yet holds up those behind it, until its deadline
   * has passed and nothing that we say about it counts any more.
   *
   * @throws AffineError `store_transport`, or a passing failure of our own evaluation: call again.
   */
  async next(hotkey: string, untilBlock: number): Promise<ShardRead | undefined> {
    const { onProblem, kept, hotkey: self } = this.#options;
    const shard = await this.#cursorOf(hotkey).next(untilBlock, onProblem);
    if (shard === undefined) return undefined;
    if (hotkey === self) {
      for (const record of shard.records) if (record.kind === "dispute") this.#known.add(record);
      this.#known.addHeads(shard.header);
    } else {
      if (!(await this.#isEvaluated(shard))) {
        // One that does not say when it was sealed is never in time.
        this.#held.set(hotkey, shard.header.sealedBlock ?? Infinity);
        return undefined;
      }
      this.#held.delete(hotkey);
      await kept.keep(shard);
    }
    this.#given.set(hotkey, shard);
    return shard;
  }

  heldBlock(hotkey: string): number | undefined {
    return this.#held.get(hotkey);
  }

  taken(hotkey: string): void {
    const shard = this.#given.get(hotkey);
    this.#given.delete(hotkey);
    const cursor = this.#cursors.get(hotkey);
    cursor?.taken();
    if (shard !== undefined && hotkey !== this.#options.hotkey) {
      const { seq } = shard.header;
      this.#known.setEvaluated(hotkey, seq);
      // A head vouches for all before it: none is listed while one of those is missing.
      const { last, holes } = cursor?.position ?? { last: null, holes: [] };
      if (holes.length === 0)
        this.#heads.set(hotkey, { hotkey, seq: last?.seq ?? seq, hash: last?.hash ?? shard.hash });
    }
    if (shard !== undefined && cursor !== undefined) this.#options.onTaken?.(shard, cursor.position);
  }

  /** False when its transcripts are still awaited. */
  async #isEvaluated(shard: ShardRead): Promise<boolean> {
    const { rules, headBlock } = this.#options;
    const { hotkey, seq, lastBlock } = shard.header;
    // Whatever blocks it names: what it says was there when we saw it, and holds nobody up longer than a deadline. Not by
    // when it says it was sealed: who backdates that would be spared the evaluation.
    const fromBlock = Math.min(lastBlock, this.#seenBlock(shard));
    const isOver = headBlock() > fromBlock + (rules.champion?.deadlineBlocks ?? 0);
    if (isOver || this.#known.isEvaluated(hotkey, seq)) return true;
    const found = await this.#evaluate(shard);
    if ([...found.values()].some(({ reason }) => reason === "transcript_missing")) return false;
    for (const [place, fault] of found) await this.#dispute(shard, shard.records[place], fault);
    return true;
  }

  #seenBlock({ header: { hotkey }, hash }: ShardRead): number {
    const seen = this.#seen.get(hotkey);
    if (seen?.hash === hash) return seen.block;
    const block = this.#options.headBlock();
    this.#seen.set(hotkey, { hash, block });
    return block;
  }

  async #evaluate({ header, records }: ShardRead): Promise<ReadonlyMap<number, RecordFault>> {
    const { rules } = this.#options;
    const found = new Map<number, RecordFault>();
    if (header.rules !== rulesHash(rules)) return found;
    const waiting = [...records.entries()].filter(
      (entry): entry is [number, RolloutRecord] =>
        entry[1].kind === "rollout" && this.#matters(header.hotkey, entry[1]),
    );
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, record] = next;
        const fault = await evaluateAgain(record, await this.#transcriptOf(record), rules.request);
        if (fault !== null) found.set(place, fault);
      }
    });
    await Promise.all(workers);
    return found;
  }

  /** A damaged one is as good as none: another copy may come. */
  async #transcriptOf({ transcript }: RolloutRecord): Promise<Transcript | undefined> {
    if (transcript === null) return undefined;
    const { store, rules } = this.#options;
    try {
      return await readTranscript(store, rules.netuid, transcript);
    } catch (error) {
      if (!AffineError.isInstance(error) || defectOf(error) === undefined) throw error;
      return undefined;
    }
  }

  async #dispute({ header, hash }: ShardRead, record: ShardRecord | undefined, fault: RecordFault): Promise<void> {
    if (record?.kind !== "rollout") return;
    // On record from an earlier life.
    if (this.#known.reasonOf(header.hotkey, header.seq, record) !== undefined) return;
    const { outcome, score, reason } = record;
    const dispute: DisputeRecord = {
      v: 1,
      kind: "dispute",
      netuid: record.netuid,
      block: record.block,
      validator: header.hotkey,
      seq: header.seq,
      shard: hash,
      challenge: record.challenge,
      hotkey: record.hotkey,
      transcript: record.transcript,
      said: { outcome, score, reason },
      found: fault.found,
      reason: fault.reason,
      rules: record.rules,
    };
    await this.#options.onDispute(dispute);
    this.#known.add(dispute);
  }

  /** Whether a rollout of a peer may decide something: those of rounds that are over or are others' do not. */
  #matters(validator: string, { round, challenge, hotkey }: RolloutRecord): boolean {
    const replay = this.#options.replay();
    if (round > replay.lastScheduled) return true;
    const plan = replay.planOf(round);
    if (plan?.validator !== validator || !plan.challenges.flat().includes(challenge)) return false;
    return plan.champion?.hotkey === hotkey || plan.challengers.some((contestant) => contestant.hotkey === hotkey);
  }

  #cursorOf(hotkey: string): ChainCursor {
    const { hotkey: self, ownStore, store, rules } = this.#options;
    let cursor = this.#cursors.get(hotkey);
    if (cursor === undefined) {
      const chain = { netuid: rules.netuid, hotkey, from: this.#from.get(hotkey) };
      cursor = new ChainCursor(hotkey === self ? ownStore : store, chain);
      this.#cursors.set(hotkey, cursor);
    }
    return cursor;
  }
}
