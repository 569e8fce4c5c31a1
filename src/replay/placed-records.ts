import type { SharedValues } from "../core/index.ts";
import { recordJson, type ChainRecord, type DecisionRecord, type FindingRecord } from "../record/index.ts";
import { byKey } from "./by-key.ts";
import type { PlacedRollout } from "./replay-shard.ts";

/** A record of a validator and the shard that holds it. */
export interface Placed<T> {
  readonly validator: string;
  readonly seq: number;
  readonly record: T;
}

/** What one validator wrote of one grid block: the first in its chain, and the first after it that says otherwise. */
export type Versions = readonly [first: Placed<ChainRecord>, other?: Placed<ChainRecord>];

type SavedPlaced = readonly [validator: string, seq: number, record: number];

const NOTHING: readonly never[] = [];
const NO_VERSIONS: ReadonlyMap<string, Versions> = new Map();

/** Records by what the replay asks for: rollouts by round, snapshots and decisions by block, findings by subject. */
export class PlacedRecords {
  /** By round, then by who wrote them. */
  readonly #rollouts = new Map<number, Map<string, PlacedRollout[]>>();
  /** By block, then by who wrote them. */
  readonly #snapshots = new Map<number, Map<string, Versions>>();
  readonly #findings = new Map<string, Placed<FindingRecord>[]>();
  readonly #decisions = new Map<number, Placed<DecisionRecord>[]>();
  #forgottenRound = -1;
  #forgottenBlock = -1;

  /** False for a round that was forgotten. */
  addRollout(validator: string, placed: PlacedRollout): boolean {
    const { round } = placed.record;
    if (round <= this.#forgottenRound) return false;
    let ofRound = this.#rollouts.get(round);
    if (ofRound === undefined) this.#rollouts.set(round, (ofRound = new Map<string, PlacedRollout[]>()));
    push(ofRound, validator, placed);
    return true;
  }

  /** However many versions somebody writes, two are kept: which ones does not depend on the order of reading. */
  addSnapshot(placed: Placed<ChainRecord>): void {
    const { validator, record } = placed;
    let ofBlock = this.#snapshots.get(record.block);
    if (ofBlock === undefined) this.#snapshots.set(record.block, (ofBlock = new Map<string, Versions>()));
    const known = ofBlock.get(validator);
    ofBlock.set(validator, known === undefined ? [placed] : firstTwo(known, placed));
  }

  addFinding(placed: Placed<FindingRecord>): void {
    push(this.#findings, placed.record.subject, placed);
  }

  addDecision(placed: Placed<DecisionRecord>): void {
    push(this.#decisions, placed.record.block, placed);
  }

  rollouts(validator: string, round: number): readonly PlacedRollout[] {
    return this.#rollouts.get(round)?.get(validator) ?? NOTHING;
  }

  /** By who wrote them. */
  snapshots(block: number): ReadonlyMap<string, Versions> {
    return this.#snapshots.get(block) ?? NO_VERSIONS;
  }

  findings(subject: string): readonly Placed<FindingRecord>[] {
    return this.#findings.get(subject) ?? NOTHING;
  }

  decisions(block: number): readonly Placed<DecisionRecord>[] {
    return this.#decisions.get(block) ?? NOTHING;
  }

  /** Shards with findings, which count for as long as their commitments stand. */
  *shardsOfFindings(): Iterable<{ readonly hotkey: string; readonly seq: number }> {
    for (const found of this.#findings.values()) for (const { validator: hotkey, seq } of found) yield { hotkey, seq };
  }

  forgetRounds(until: number): void {
    this.#forgottenRound = Math.max(this.#forgottenRound, until);
    for (const round of this.#rollouts.keys()) if (round <= until) this.#rollouts.delete(round);
  }

  /** Forgets snapshots and decisions. */
  forgetBlocks(until: number): void {
    this.#forgottenBlock = Math.max(this.#forgottenBlock, until);
    for (const kept of [this.#snapshots, this.#decisions]) {
      for (const block of kept.keys()) if (block <= until) kept.delete(block);
    }
  }

  /** In an order that does not depend on that of reading, without what came after it was forgotten. */
  save(shared: SharedValues) {
    const isKept = ([block]: readonly [number, unknown]): boolean => block > this.#forgottenBlock;
    const placed = (all: readonly Placed<object>[]): SavedPlaced[] =>
      [...all]
        .sort((a, b) => (a.validator === b.validator ? a.seq - b.seq : a.validator < b.validator ? -1 : 1))
        .map(({ validator, seq, record }) => [validator, seq, shared.put(record)]);
    return {
      ...{ forgottenRound: this.#forgottenRound, forgottenBlock: this.#forgottenBlock },
      rollouts: byKey(this.#rollouts).flatMap(([, ofRound]) =>
        byKey(ofRound).map(([validator, own]) => [validator, [...own].sort((a, b) => a.seq - b.seq)] as const),
      ),
      snapshots: byKey(this.#snapshots)
        .filter(isKept)
        .flatMap(([, ofBlock]) => placed([...ofBlock.values()].flat().filter((one) => one !== undefined))),
      findings: byKey(this.#findings).flatMap(([, all]) => placed(all)),
      decisions: byKey(this.#decisions)
        .filter(isKept)
        .flatMap(([, all]) => placed(all)),
    };
  }

  load(saved: ReturnType<PlacedRecords["save"]>, shared: SharedValues): void {
    this.#forgottenRound = saved.forgottenRound;
    this.#forgottenBlock = saved.forgottenBlock;
    for (const [validator, own] of saved.rollouts) for (const one of own) this.addRollout(validator, one);
    const placed = <T>([validator, seq, place]: SavedPlaced): Placed<T> => ({
      validator,
      seq,
      record: shared.get<T>(place),
    });
    for (const one of saved.snapshots) this.addSnapshot(placed(one));
    for (const one of saved.findings) this.addFinding(placed(one));
    for (const one of saved.decisions) this.addDecision(placed(one));
  }
}

function firstTwo(known: Versions, added: Placed<ChainRecord>): Versions {
  const [first, other] = known;
  if (added.seq >= (other?.seq ?? Infinity)) return known;
  const isSame = recordJson(added.record) === recordJson(first.record);
  if (added.seq >= first.seq) return isSame ? known : [first, added];
  if (!isSame) return [added, first];
  return other === undefined ? [added] : [added, other];
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
