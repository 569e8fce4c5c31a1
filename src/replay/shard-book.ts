import type { StakedShare } from "../mechanism/index.ts";
import {
  recordJson,
  type ChainRecord,
  type DecisionRecord,
  type FindingRecord,
  type RolloutRecord,
} from "../record/index.ts";
import { beaconBlocks } from "./beacon-blocks.ts";
import { DisputeBook } from "./dispute-book.ts";
import type { PlacedRollout, ReplayShard } from "./replay-shard.ts";
import { ShardChain } from "./shard-chain.ts";
import { isMajority } from "./majority.ts";

/** A record of a validator and the shard that holds it. */
export interface Placed<T> {
  readonly validator: string;
  readonly seq: number;
  readonly record: T;
}

/** Why a shard or a record was not looked at. */
export type IgnoredShard = "other_rules" | "other_network" | "forked" | "wrong_block" | "forgotten_round";

const NOTHING: readonly never[] = [];
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
  /** By round, then by who wrote them. */
  readonly #rollouts = new Map<number, Map<string, PlacedRollout[]>>();
  readonly #snapshots = new Map<number, Placed<ChainRecord>[]>();
  readonly #findings = new Map<string, Placed<FindingRecord>[]>();
  readonly #decisions = new Map<number, Placed<DecisionRecord>[]>();
  readonly #disputes = new DisputeBook();
  readonly #ignored = new Map<IgnoredShard, number>();

  #forgottenRound = -1;

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
          push(this.#snapshots, record.block, { validator, seq, record });
          break;
        case "finding":
          push(this.#findings, record.subject, { validator, seq, record });
          break;
        case "decision":
          push(this.#decisions, record.block, { validator, seq, record });
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
    return this.#rollouts.get(round)?.get(validator) ?? NOTHING;
  }

  snapshots(block: number): readonly Placed<ChainRecord>[] {
    return this.#snapshots.get(block) ?? NOTHING;
  }

  findings(subject: string): readonly Placed<FindingRecord>[] {
    return this.#findings.get(subject) ?? NOTHING;
  }

  decisions(block: number): readonly Placed<DecisionRecord>[] {
    return this.#decisions.get(block) ?? NOTHING;
  }

  /** Hash of a shard that was read. */
  shardHash(validator: string, seq: number): string | undefined {
    return this.#chains.get(validator)?.hashOf(seq);
  }

  /** Forgets the rollouts of rounds up to one: they decide no more. */
  forgetRounds(until: number): void {
    this.#forgottenRound = Math.max(this.#forgottenRound, until);
    for (const round of this.#rollouts.keys()) if (round <= until) this.#rollouts.delete(round);
    this.#disputes.forgetBlocks(until * this.#roundBlocks);
  }

  /** Forgets what concerns blocks up to one and decides no more: snapshots, decisions, who listed what. */
  forgetBlocks(until: number): void {
    for (const kept of [this.#snapshots, this.#decisions]) {
      for (const block of kept.keys()) if (block <= until) kept.delete(block);
    }
    for (const chain of this.#chains.values()) chain.forgetBlocks(until);
  }

  /** Hash of a round block as most of the snapshots repeat it that cover it; `undefined` without any. */
  beacon(block: number, rules: { roundBlocks: number; gridBlocks: number }): string | undefined {
    const grid = Math.ceil(block / rules.gridBlocks) * rules.gridBlocks;
    const place = beaconBlocks(grid, rules).indexOf(block);
    const votes = new Map<string, number>();
    for (const { record } of this.snapshots(grid)) {
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
    if (round <= this.#forgottenRound) {
      this.#ignore("forgotten_round");
      return;
    }
    let ofRound = this.#rollouts.get(round);
    if (ofRound === undefined) this.#rollouts.set(round, (ofRound = new Map<string, PlacedRollout[]>()));
    push(ofRound, validator, placed);
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

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
