import type { Metagraph } from "../chain/chain.ts";
import type { V1Result } from "../mechanism/index.ts";
import { comparePlaces, meaningOf, recordKey, type RolloutRecord } from "../record/index.ts";
import { RecordIndex, ShardReader, type Store } from "../store/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { AnswerTallies } from "./answer-tallies.ts";
import type { Alarms } from "./alarms.ts";

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
  readonly results: readonly V1Result[];
  /** What became of every question, for the board. */
  readonly tallies: AnswerTallies;
}

/** The verified records that decide: our own and those of the other validators that the store holds. */
export class Results {
  readonly #options: ResultsOptions;
  readonly #index = new RecordIndex();
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
    this.#index.add({ validator, record, proof: null });
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
  ownOf(block: number): RolloutRecord[] {
    const found = this.#index.recordsOf(block).filter(({ validator }) => validator === this.#options.hotkey);
    return found.map(({ record }) => record);
  }

  /** What stands in the window that ends with a block. */
  window(head: number): ResultWindow {
    const first = Math.max(0, head - this.#options.windowBlocks + 1);
    const found = this.#index.recordsSince(first).filter(({ record }) => record.block <= head);
    const tallies = new AnswerTallies();
    for (const { record } of found) tallies.add(record);
    const counted = found
      .filter(({ record }) => counts(record))
      .map(({ record, validator }) => ({ record, validator, block: record.block, key: recordKey(record) }))
      .sort((a, b) => comparePlaces(a, b) || (a.validator < b.validator ? -1 : 1));
    return {
      tallies,
      own: found.filter(({ validator }) => validator === this.#options.hotkey).length,
      rounds: new Set(counted.map(({ record }) => record.round)).size,
      results: counted.map(({ record: { hotkey, model, revision, commitBlock, env, score } }) => ({
        hotkey,
        model,
        revision,
        commitBlock,
        env,
        score,
      })),
    };
  }
}

function counts(record: RolloutRecord): boolean {
  return meaningOf(record).kind === "judged";
}
