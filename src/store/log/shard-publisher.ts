import { setTimeout } from "node:timers/promises";
import type { AffineError } from "../../core/index.ts";
import { attachmentOf, type ShardRecord } from "../../record/index.ts";
import { putDocumentBytes } from "../document-store.ts";
import { storeError } from "../fs/store-error.ts";
import { documentKey, shardKey, transcriptKey } from "../store-key.ts";
import type { Store } from "../store.ts";
import { putTranscriptBytes } from "../transcript-store.ts";
import type { OnWritePoint } from "../write-point.ts";
import { assertPublishedIsOurs, localSeqs, type OwnChainOptions, readOwn } from "./own-chain.ts";
import { RetryTimer } from "./retry-timer.ts";

const ATTACHMENTS_AT_ONCE = 8;
const CLOSE_PATIENCE_MS = 1_000;

/** Copies sealed shards to the store in their order, what their records name first; the data folder keeps them. */
export class ShardPublisher {
  readonly #chain: OwnChainOptions & { remote: Store };
  readonly #onWritePoint: OnWritePoint;
  readonly #retry = new RetryTimer(() => void this.publish());
  /** Seqs that are not published, ascending; `undefined` until the store was asked. */
  #waiting: number[] | undefined;
  /** Sealed while the store is being asked. */
  readonly #early: number[] = [];
  #running: Promise<void> | undefined;
  #problem: AffineError | undefined;
  #closed = false;

  constructor(chain: OwnChainOptions & { remote: Store }, onWritePoint: OnWritePoint) {
    this.#chain = chain;
    this.#onWritePoint = onWritePoint;
  }

  get unpublished(): number | null {
    return this.#waiting?.length ?? null;
  }

  get problem(): AffineError | undefined {
    return this.#problem;
  }

  /** A new shard is in the data folder. While the store fails it waits with the others: a seal is no reason to ask sooner. */
  add(seq: number): void {
    (this.#waiting ?? this.#early).push(seq);
    if (!this.#retry.isWaiting) void this.publish();
  }

  /** Like {@link publish}, unless the store fails: then what waits is tried again when it is time. */
  async publishInTurn(): Promise<void> {
    if (!this.#retry.isWaiting) await this.publish();
  }

  /** Publishes what waits; never throws: a failure is reported, and tried again later where that can help. */
  async publish(): Promise<void> {
    // Again, where a shard was added while the last run was ending.
    do {
      if (this.#closed) return;
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    } while (this.unpublished !== 0 && this.#problem === undefined);
  }

  /** Waits a second at most: what is still under way then writes nothing but what the store would get anyway. */
  async close(): Promise<void> {
    this.#closed = true;
    const patience = new AbortController();
    const tired = setTimeout(CLOSE_PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.#running, tired]);
    patience.abort();
    this.#retry.reset();
  }

  async #run(): Promise<void> {
    try {
      if (this.#waiting === undefined) {
        const found = await this.#findUnpublished();
        this.#waiting = [...new Set([...found, ...this.#early])].sort((left, right) => left - right);
      }
      for (let seq = this.#waiting[0]; seq !== undefined && !this.#closed; seq = this.#waiting[0]) {
        await this.#publishShard(seq);
        this.#waiting.shift();
        this.#onWritePoint("seal.published");
      }
      this.#problem = undefined;
      this.#retry.reset();
    } catch (cause) {
      const error = storeError(`Cannot publish records to ${this.#chain.remote.location}`, cause);
      this.#problem = error;
      this.#chain.report(error);
      if (error.retryable && !this.#closed) this.#retry.schedule();
    }
  }

  async #findUnpublished(): Promise<number[]> {
    const { netuid, hotkey, remote } = this.#chain;
    const seqs = await localSeqs(this.#chain);
    let published = seqs.length;
    for (; published > 0; published -= 1) {
      // Published in order, so that the last one there has all before it.
      const seq = seqs[published - 1] ?? 0;
      if ((await remote.head(shardKey({ netuid, hotkey, seq }))) === undefined) continue;
      if (await assertPublishedIsOurs(this.#chain, seq)) break;
    }
    return seqs.slice(published);
  }

  async #publishShard(seq: number): Promise<void> {
    const { netuid, hotkey, local, remote } = this.#chain;
    const { records } = await readOwn(this.#chain, seq, () => true);
    for (let start = 0; start < records.length; start += ATTACHMENTS_AT_ONCE) {
      const some = records.slice(start, start + ATTACHMENTS_AT_ONCE);
      await Promise.all(some.map((record) => this.#publishAttachment(record)));
    }
    const key = shardKey({ netuid, hotkey, seq });
    const bytes = await local.get(key);
    if (bytes !== undefined) await remote.putOnce(key, bytes);
  }

  async #publishAttachment(record: ShardRecord): Promise<void> {
    const attachment = attachmentOf(record);
    if (attachment === null) return;
    const { netuid, local, remote } = this.#chain;
    const { kind, hash } = attachment;
    const key = kind === "transcript" ? transcriptKey(netuid, hash) : documentKey(netuid, hash);
    if ((await remote.head(key)) !== undefined) return;
    const bytes = await local.get(key);
    // Transcripts may be deleted at any time; the record stands without.
    if (bytes === undefined) return;
    if (kind === "transcript") await putTranscriptBytes(remote, netuid, hash, bytes);
    else await putDocumentBytes(remote, netuid, hash, bytes);
  }
}
