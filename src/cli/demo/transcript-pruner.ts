import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { JsonFile } from "../../io/index.ts";
import { decodeShard } from "../../record/index.ts";
import { shardKey, transcriptKey, type Store } from "../../store/index.ts";

const cursorSchema = z.strictObject({ v: z.literal(1), nextSeq: z.int().nonnegative() });
const LIMITS = { maxBytes: 4096, hint: "Delete the file: pruning begins at the first shard again." };
/** Deleted only so much later than anybody may miss them: readers are some blocks behind. */
const SPARE_BLOCKS = 200;
/** Shards looked at in one step: what a long run has left is worked off without a pause for the validator. */
const MOST_SHARDS = 64;

export interface TranscriptPrunerOptions {
  /** Data folder. */
  readonly home: string;
  readonly store: Pick<Store, "get">;
  readonly netuid: number;
  /** Whose shards name the texts. */
  readonly hotkey: string;
  /** Blocks for which a text has to stay. */
  readonly keptBlocks: number;
}

/** Deletes texts of the data folder's own records that need not be kept any more; shards and documents stay. */
export class TranscriptPruner {
  readonly #options: TranscriptPrunerOptions;
  readonly #file: JsonFile<z.infer<typeof cursorSchema>>;
  #nextSeq: number | undefined;
  #running: Promise<number> | undefined;

  constructor(options: TranscriptPrunerOptions) {
    this.#options = options;
    this.#file = new JsonFile(join(options.home, "journal", `pruned-${options.netuid}.json`), cursorSchema, LIMITS);
  }

  /**
   * One step; while one is under way, another call waits for that.
   *
   * @returns texts that were deleted
   */
  step(headBlock: number): Promise<number> {
    this.#running ??= this.#step(headBlock).finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #step(headBlock: number): Promise<number> {
    const { store, netuid, hotkey, keptBlocks, home } = this.#options;
    this.#nextSeq ??= (await this.#file.read())?.nextSeq ?? 0;
    const first = this.#nextSeq;
    let deleted = 0;
    for (let seq = first; seq < first + MOST_SHARDS; seq += 1) {
      const bytes = await store.get(shardKey({ netuid, hotkey, seq }));
      if (bytes === undefined) break;
      const { header, records } = decodeShard(bytes);
      if (headBlock - header.lastBlock <= keptBlocks + SPARE_BLOCKS) break;
      for (const record of records) {
        if (record.kind !== "rollout" || record.transcript === null) continue;
        // A question is asked in one round only, so no later record names the same text.
        await rm(join(home, transcriptKey(netuid, record.transcript)), { force: true });
        deleted += 1;
      }
      this.#nextSeq = seq + 1;
    }
    if (this.#nextSeq !== first) await this.#file.write({ v: 1, nextSeq: this.#nextSeq });
    return deleted;
  }
}
