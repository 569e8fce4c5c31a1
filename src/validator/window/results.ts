import type { Metagraph } from "../../chain/chain.ts";
import type { V1Result } from "../../mechanism/index.ts";
import { meaningOf, type RolloutRecord } from "../../record/index.ts";
import { ShardReader, type Store } from "../../store/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import { AnswerTallies } from "./answer-tallies.ts";
import type { Alarms } from "../alarms.ts";
import { type WindowRecord, WindowRecords } from "./window-records.ts";

export interface ResultsOptions {
  readonly store: Store;
  readonly netuid: number;
  /** Our own hotkey. */
  readonly hotkey: string;
  /** Records under other rules do not count. */
  readonly rules: string;
  readonly windowBlocks: number;
  readonly alarms: Alarms;
  readonly log: Logger;
}

export interface ResultWindow {
  /** Our own records, whatever their outcome. */
  readonly own: number;
  /** Rounds with a result that counts. */
  readonly rounds: number;
  /**
   * In the one order that every validator uses: block, then key and question, then who asked. Scored answers and the
   * model's own failures count; what was our fault or the environment's does not.
   */
  readonly results: Iterable<V1Result>;
  /** How many these are. */
  readonly counted: number;
  /** What became of every question, for the board. */
  readonly tallies: AnswerTallies;
}

/** The verified records that decide: our own and those of the other validators that the store holds. */
export class Results {
  readonly #options: ResultsOptions;
  readonly #records = new WindowRecords();
  readonly #readers = new Map<string, ShardReader>();
  #version = 0;

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  /** Grows with every change, so that a decision need not be made twice. */
  get version(): number {
    return this.#version;
  }

  /** An own record, as soon as it is durable. */
  add(record: RolloutRecord, validator = this.#options.hotkey): void {
    if (record.rules !== this.#options.rules || record.netuid !== this.#options.netuid) return;
    this.#records.add(validator, record);
    this.#version += 1;
  }

  /**
   * Reads what is new in the shards of our own and of every registered validator with a permit. A broken shard is
   * named in an alarm, the rest is read.
   *
   * @throws AffineError `store_transport`: call again.
   */
  async readShards(metagraph: Metagraph): Promise<void> {
    const permitted = metagraph.neurons.filter(({ validatorPermit }) => validatorPermit).map(({ hotkey }) => hotkey);
    for (const hotkey of new Set([this.#options.hotkey, ...permitted])) {
      for await (const found of this.#reader(hotkey).walk()) {
        if (found.kind === "problem") {
          this.#options.log.error({ key: found.key, reason: found.reason }, found.message);
          this.#options.alarms.raise(`shard_${found.reason}`, `${found.key}: ${found.message}`);
        } else for (const record of found.records) if (record.kind === "rollout") this.add(record, hotkey);
      }
    }
  }

  #reader(hotkey: string): ShardReader {
    const { store, netuid } = this.#options;
    const known = this.#readers.get(hotkey);
    const reader = known ?? new ShardReader(store, { netuid, hotkey });
    this.#readers.set(hotkey, reader);
    return reader;
  }

  /** Our own records about a block's questions. */
  ownOf(block: number): WindowRecord[] {
    return this.#records.of(block).filter(({ validator }) => validator === this.#options.hotkey);
  }

  /** What stands in the window that ends with a block. */
  window(head: number): ResultWindow {
    const { hotkey, windowBlocks, alarms } = this.#options;
    const first = Math.max(0, head - windowBlocks + 1);
    if (this.#records.completeFrom > first) {
      const message = `Records before block ${this.#records.completeFrom} were forgotten, the window begins at ${first}.`;
      alarms.raise("window_incomplete", message);
    } else alarms.clear("window_incomplete");
    const tallies = new AnswerTallies();
    const rounds = new Set<number>();
    let [own, counted] = [0, 0];
    for (const block of this.#records.blocks(first, head)) {
      for (const record of this.#records.of(block)) {
        tallies.add(record);
        if (record.validator === hotkey) own += 1;
        if (!counts(record)) continue;
        counted += 1;
        rounds.add(record.round);
      }
    }
    return { tallies, own, rounds: rounds.size, counted, results: this.#inOrder(first, head) };
  }

  /** What counts, block by block: a window is never held as objects, and may be gone through more than once. */
  #inOrder(first: number, head: number): Iterable<V1Result> {
    const records = this.#records;
    return {
      *[Symbol.iterator]() {
        for (const block of records.blocks(first, head)) yield* records.of(block).filter(counts).sort(byPlace);
      },
    };
  }
}

function counts(record: WindowRecord): boolean {
  return meaningOf(record).kind === "judged";
}

/** The order of records of one block inside shards, which is that of their keys; then who asked. */
function byPlace(a: WindowRecord, b: WindowRecord): number {
  return compare(a.hotkey, b.hotkey) || compare(a.challenge, b.challenge) || compare(a.validator, b.validator);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
