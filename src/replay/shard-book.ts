import type { StakedShare } from "../mechanism/index.ts";
import { recordJson, type DecisionRecord, type FindingRecord, type RolloutRecord } from "../record/index.ts";
import { beaconBlocks } from "./beacon-blocks.ts";
import { byKey } from "./by-key.ts";
import { DisputeBook } from "./dispute-book.ts";
import { PlacedRecords, type Placed, type Versions } from "./placed-records.ts";
import type { PlacedRollout, ReplayShard } from "./replay-shard.ts";
import type { SharedValues } from "../core/index.ts";
import { ShardChain } from "./shard-chain.ts";
import { isMajority } from "./majority.ts";

/** Why a shard or a record was not looked at. */
export type IgnoredShard = "other_rules" | "other_network" | "forked" | "wrong_block" | "forgotten_round";

/** Blocks after which shards are looked at that need not be known any more. */
const STRETCH_BLOCKS = 1000;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * All shards that were read, in whatever order, arranged by what the replay asks for. Adding the same shard again
 * changes nothing; of two shards with one number the first that was read stands.
 */
export class ShardBook {
  readonly #rules: string;
  readonly #netuid: number;
  readonly #chains = new Map<string, ShardChain>();
  readonly #roundBlocks: number;
  readonly #records = new PlacedRecords();
  readonly #disputes = new DisputeBook();
  readonly #ignored = new Map<IgnoredShard, number>();
  /** Up to which block shards were dropped, in whole stretches. */
  #droppedStretch = 0;

  constructor({ netuid, rules, roundBlocks }: { netuid: number; rules: string; roundBlocks: number }) {
    this.#netuid = netuid;
    this.#rules = rules;
    this.#roundBlocks = roundBlocks;
  }

  get ignored(): ReadonlyMap<IgnoredShard, number> {
    return this.#ignored;
  }

  /** False when nothing new was in it. */
  add(shard: ReplayShard): boolean {
    const { header, records } = shard;
    const { hotkey: validator, seq } = header;
    if (header.netuid !== this.#netuid) return this.#ignore("other_network");
    const chain = this.#chainOf(validator);
    const known = chain.hashOf(seq);
    if (known !== undefined) return known === shard.hash ? false : this.#ignore("forked");
    chain.add(shard);
    // It may have seen heads all the same, so its place in the chain counts.
    if (header.rules !== this.#rules) return this.#ignore("other_rules");
    for (const record of records) {
      switch (record.kind) {
        case "rollout":
          this.#addRollout(validator, { record, seq });
          break;
        case "chain":
          this.#records.addSnapshot({ validator, seq, record });
          break;
        case "finding":
          this.#records.addFinding({ validator, seq, record });
          break;
        case "decision":
          this.#records.addDecision({ validator, seq, record });
          break;
        case "dispute":
          this.#disputes.add(validator, seq, record);
          break;
        case "heartbeat":
          break;
      }
    }
    return true;
  }

  /** What a validator recorded about a round, whatever it is. */
  rollouts(validator: string, round: number): readonly PlacedRollout[] {
    return this.#records.rollouts(validator, round);
  }

  /** What was written of a grid block, by who wrote it. */
  snapshots(block: number): ReadonlyMap<string, Versions> {
    return this.#records.snapshots(block);
  }

  findings(subject: string): readonly Placed<FindingRecord>[] {
    return this.#records.findings(subject);
  }

  decisions(block: number): readonly Placed<DecisionRecord>[] {
    return this.#records.decisions(block);
  }

  /** Hash of a shard that was read. */
  shardHash(validator: string, seq: number): string | undefined {
    return this.#chains.get(validator)?.hashOf(seq);
  }

  /** The first shard of a validator that it sealed from one block to another, by its word. */
  sealedWithin(validator: string, from: number, until: number): number | undefined {
    return this.#chains.get(validator)?.firstSealed(from, until);
  }

  /** Forgets the rollouts of rounds up to one: they decide no more. */
  forgetRounds(until: number): void {
    this.#records.forgetRounds(until);
    this.#disputes.forgetBlocks(until * this.#roundBlocks);
  }

  /** Forgets what concerns blocks up to one and decides no more: snapshots, decisions, who listed what. */
  forgetBlocks(until: number): void {
    this.#records.forgetBlocks(until);
    for (const chain of this.#chains.values()) chain.forgetBlocks(until);
    const stretch = Math.floor(until / STRETCH_BLOCKS);
    if (stretch > this.#droppedStretch) this.#dropShards(until);
    this.#droppedStretch = Math.max(this.#droppedStretch, stretch);
  }

  /** Lets go of shards that nothing names any more: not a listing that counts, and no finding. */
  #dropShards(until: number): void {
    const named = new Map<string, Set<number>>();
    const name = ({ hotkey, seq }: { hotkey: string; seq: number }): void => {
      const ofChain = named.get(hotkey);
      if (ofChain === undefined) named.set(hotkey, new Set([seq]));
      else ofChain.add(seq);
    };
    for (const chain of this.#chains.values()) for (const shard of chain.listed()) name(shard);
    for (const shard of this.#records.shardsOfFindings()) name(shard);
    for (const [hotkey, chain] of this.#chains) {
      const ofChain = named.get(hotkey) ?? new Set();
      chain.dropShards(until, (seq) => ofChain.has(seq));
    }
  }

  /** Everything but how many were ignored, in an order that does not depend on that of reading. */
  save(shared: SharedValues) {
    return {
      chains: byKey(this.#chains).map(([hotkey, chain]) => [hotkey, chain.save()] as const),
      records: this.#records.save(shared),
      disputes: this.#disputes.save(),
      droppedStretch: this.#droppedStretch,
    };
  }

  load(saved: ReturnType<ShardBook["save"]>, shared: SharedValues): void {
    for (const [hotkey, chain] of saved.chains) this.#chains.set(hotkey, ShardChain.load(chain));
    this.#records.load(saved.records, shared);
    this.#disputes.load(saved.disputes);
    this.#droppedStretch = saved.droppedStretch;
  }

  /** Hash of a round block as most of the snapshots repeat it that cover it; `undefined` without any. */
  beacon(block: number, rules: { roundBlocks: number; gridBlocks: number }): string | undefined {
    const grid = Math.ceil(block / rules.gridBlocks) * rules.gridBlocks;
    const place = beaconBlocks(grid, rules).indexOf(block);
    const votes = new Map<string, number>();
    for (const [{ record }] of this.snapshots(grid).values()) {
      const hash = record.beacons[place];
      if (hash !== undefined) votes.set(hash, (votes.get(hash) ?? 0) + 1);
    }
    return [...votes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
  }

  /**
   * Whether a shard was seen in time: its writer and those who listed it, or a later one of its chain, in headers sealed
   * by the deadline are a majority. Of two without a majority, where each would need the other, the writer's word
   * counts, as long as it is not doubted.
   *
   * @param doubters validators whose listing vouches for nothing
   */
  isTimely(
    validator: string,
    seq: number,
    deadlineBlock: number,
    votingShares: readonly StakedShare[],
    doubters: ReadonlySet<string> = NOBODY,
  ): boolean {
    const chain = this.#chains.get(validator);
    const sealedBlock = chain?.sealedBlock(seq);
    if (chain === undefined || sealedBlock === undefined || sealedBlock > deadlineBlock) return false;
    const isByWord =
      votingShares.length <= 2 &&
      !votingShares.some(({ hotkey: one }) => isMajority((who) => who === one, votingShares));
    if (isByWord && doubters.size === 0) return true;
    const vouches = (hotkey: string): boolean => {
      if (hotkey === validator) return true;
      if (doubters.has(hotkey)) return false;
      if (isByWord) return true;
      const block = this.#chains.get(hotkey)?.firstListed(validator, seq, chain);
      return block !== undefined && block <= deadlineBlock;
    };
    return isMajority(vouches, votingShares);
  }

  /** Validators that found a rollout wrong, in shards of theirs that were sealed by a block. */
  doubters(validator: string, { record, seq }: PlacedRollout, untilBlock: number): ReadonlySet<string> {
    const disputes = this.#disputes.about(validator, seq, record);
    if (disputes.length === 0) return NOBODY;
    const hash = this.shardHash(validator, seq);
    const inTime = disputes.filter(
      ({ disputer, seq: at, shard }) =>
        shard === hash && (this.#chains.get(disputer)?.sealedBlock(at) ?? Infinity) <= untilBlock,
    );
    return new Set(inTime.map(({ disputer }) => disputer));
  }

  /** Whether one of some validators had listed a shard, or a later one of its chain, by a block. */
  wasListed(validator: string, seq: number, byBlock: number, listers: ReadonlySet<string>): boolean {
    return [...this.#chains].some(
      ([hotkey, chain]) => hotkey !== validator && listers.has(hotkey) && chain.newestListed(validator, byBlock) >= seq,
    );
  }

  /** Heads in a header that name another shard than the one known here: somebody shows different chains. */
  forkedHeads({ header }: ReplayShard): string[] {
    return header.heads.flatMap(({ hotkey, seq, hash }) => {
      const known = this.#chains.get(hotkey)?.hashOf(seq);
      return known === undefined || known === hash ? [] : [hotkey];
    });
  }

  #addRollout(validator: string, placed: PlacedRollout): void {
    const { round, block } = placed.record;
    if (block !== round * this.#roundBlocks) {
      this.#ignore("wrong_block");
      return;
    }
    if (!this.#records.addRollout(validator, placed)) this.#ignore("forgotten_round");
  }

  #chainOf(validator: string): ShardChain {
    let chain = this.#chains.get(validator);
    if (chain === undefined) this.#chains.set(validator, (chain = new ShardChain()));
    return chain;
  }

  #ignore(reason: IgnoredShard): false {
    this.#ignored.set(reason, (this.#ignored.get(reason) ?? 0) + 1);
    return false;
  }
}

/** Different records of one key and one validator: the text tells them apart, whatever shard repeats it. */
export function distinct(rollouts: readonly { readonly record: RolloutRecord }[]): number {
  return new Set(rollouts.map(({ record }) => recordJson(record))).size;
}
