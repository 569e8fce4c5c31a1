import { evaluateAgain, type ContestRules, type RecordFault, type ReplayShard } from "../../contest/index.ts";
import { rulesHash } from "../../contest/index.ts";
import { AffineError } from "../../core/index.ts";
import type { DisputeRecord, RolloutRecord, ShardHead, ShardRecord, Transcript } from "../../record/index.ts";
import { defectOf } from "../../record/index.ts";
import { readTranscript, type ReadProblem, type ShardRead, type Store } from "../../store/index.ts";
import { ChainCursor } from "./chain-cursor.ts";
import { KnownFaults } from "./known-faults.ts";

export interface PeerReaderOptions {
  readonly rules: ContestRules;
  readonly hotkey: string;
  /** Where our own shards are, published or not. */
  readonly ownStore: Store;
  /** Where a peer's shards are. */
  readonly storeOf: (hotkey: string) => Store;
  /** Whether a peer's rollout decides something: others are not evaluated. */
  readonly matters: (validator: string, record: RolloutRecord) => boolean;
  /** A verified shard and what its evaluation gave, in the order of its chain. */
  readonly onShard: (shard: ReplayShard) => void;
  /** Publishes what is wrong with a peer's record; durable when resolved. */
  readonly onDispute: (dispute: DisputeRecord) => Promise<void>;
  readonly onProblem: (problem: ReadProblem) => void;
}

/** Evaluations at once: the sandbox has a pool of its own, so that more would only wait there. */
const AT_ONCE = 4;

/** Reads the shards of all validators, evaluates peers' answers anew, and knows up to where that was done. */
export class PeerReader {
  readonly #options: PeerReaderOptions;
  readonly #cursors = new Map<string, ChainCursor>();
  readonly #heads = new Map<string, ShardHead>();
  readonly #known: KnownFaults;

  constructor(options: PeerReaderOptions, known = new KnownFaults()) {
    this.#options = options;
    this.#known = known;
  }

  /** Peers' chains up to where their transcripts were read and their answers evaluated. */
  get heads(): readonly ShardHead[] {
    return [...this.#heads.values()];
  }

  /**
   * Reads what is new of our own chain, up to a block of sealing.
   *
   * @throws AffineError `store_transport`: call again.
   */
  async readOwn(untilBlock: number): Promise<void> {
    const { hotkey, ownStore, onShard, onProblem } = this.#options;
    const cursor = this.#cursorOf(hotkey, ownStore);
    for (;;) {
      const shard = await cursor.next(untilBlock, onProblem);
      if (shard === undefined) return;
      for (const record of shard.records) if (record.kind === "dispute") this.#known.add(record);
      this.#known.addHeads(shard.header);
      onShard(shard);
      cursor.taken();
    }
  }

  /**
   * Reads what is new of a peer's chain, up to a block of sealing. A shard whose transcripts are not there yet holds up
   * those behind it, until its deadline has passed and it decides nothing any more.
   *
   * @throws AffineError `store_transport`, or a passing failure of our own evaluation: call again.
   */
  async readPeer(hotkey: string, { untilBlock, headBlock }: { untilBlock: number; headBlock: number }): Promise<void> {
    const { storeOf, onShard, onProblem, rules } = this.#options;
    const store = storeOf(hotkey);
    const cursor = this.#cursorOf(hotkey, store);
    const deadlineBlocks = rules.champion?.deadlineBlocks ?? 0;
    for (;;) {
      const shard = await cursor.next(untilBlock, onProblem);
      if (shard === undefined) return;
      const isOver = headBlock > shard.header.lastBlock + deadlineBlocks;
      const faults = await this.#faultsOf(shard, store, isOver);
      if (faults === "wait") return;
      onShard({ ...shard, faults });
      const { seq } = shard.header;
      this.#known.setEvaluated(hotkey, seq);
      this.#heads.set(hotkey, { hotkey, seq, hash: shard.hash });
      cursor.taken();
    }
  }

  async #faultsOf(shard: ShardRead, store: Store, isOver: boolean): Promise<ReadonlyMap<number, string> | "wait"> {
    const { hotkey, seq } = shard.header;
    const faults = new Map<number, string>();
    if (this.#known.isEvaluated(hotkey, seq)) {
      for (const [place, record] of shard.records.entries()) {
        const reason = record.kind === "rollout" ? this.#known.reasonOf(hotkey, seq, record) : undefined;
        if (reason !== undefined) faults.set(place, reason);
      }
      return faults;
    }
    const found = await this.#evaluate(shard, store);
    const missing = [...found.values()].some(({ reason }) => reason === "transcript_missing");
    if (missing && !isOver) return "wait";
    for (const [place, fault] of found) {
      await this.#dispute(shard, shard.records[place], fault);
      faults.set(place, fault.reason);
    }
    return faults;
  }

  async #evaluate({ header, records }: ShardRead, store: Store): Promise<ReadonlyMap<number, RecordFault>> {
    const { rules, matters } = this.#options;
    const found = new Map<number, RecordFault>();
    if (header.rules !== rulesHash(rules)) return found;
    const waiting = [...records.entries()].filter(
      (entry): entry is [number, RolloutRecord] => entry[1].kind === "rollout" && matters(header.hotkey, entry[1]),
    );
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [place, record] = next;
        const fault = await evaluateAgain(record, await this.#transcriptOf(record, store), rules.request);
        if (fault !== null) found.set(place, fault);
      }
    });
    await Promise.all(workers);
    return found;
  }

  /** A damaged one is as good as none: another copy may come. */
  async #transcriptOf({ transcript }: RolloutRecord, store: Store): Promise<Transcript | undefined> {
    if (transcript === null) return undefined;
    try {
      return await readTranscript(store, this.#options.rules.netuid, transcript);
    } catch (error) {
      if (!AffineError.isInstance(error) || defectOf(error) === undefined) throw error;
      return undefined;
    }
  }

  async #dispute({ header, hash }: ShardRead, record: ShardRecord | undefined, fault: RecordFault): Promise<void> {
    if (record?.kind !== "rollout") return;
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

  #cursorOf(hotkey: string, store: Store): ChainCursor {
    let cursor = this.#cursors.get(hotkey);
    if (cursor === undefined) {
      cursor = new ChainCursor(store, { netuid: this.#options.rules.netuid, hotkey });
      this.#cursors.set(hotkey, cursor);
    }
    return cursor;
  }
}
