import { join, resolve } from "node:path";
import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { LockFile, makeFolder, WriteGate } from "../../io/index.ts";
import {
  attachmentOf,
  defectError,
  type Document,
  encodeDocument,
  encodeTranscript,
  recordJson,
  recordKey,
  SHARD_LIMITS,
  type ShardRecord,
  shardRecordSchema,
  type Transcript,
} from "../../record/index.ts";
import { putDocumentBytes } from "../document-store.ts";
import { FsStore } from "../fs/fs-store.ts";
import { storeError } from "../fs/store-error.ts";
import { documentKey, transcriptKey } from "../store-key.ts";
import type { Store } from "../store.ts";
import { putTranscriptBytes } from "../transcript-store.ts";
import type { OnWritePoint } from "../write-point.ts";
import { loadKeys, openOwnChain, type OwnChainOptions } from "./own-chain.ts";
import { RecordKeys } from "./record-keys.ts";
import type { RecordLogOptions, RecordLogStatus } from "./record-log-options.ts";
import { SegmentQueue } from "./segment-queue.ts";
import { ShardPublisher } from "./shard-publisher.ts";
import { ShardSealer } from "./shard-sealer.ts";

const DEFAULT_SEAL_RECORDS = 1_000;
const DEFAULT_REMEMBER_BLOCKS = 21_600;

interface RecordLogParts {
  lock: LockFile;
  local: Store;
  keys: RecordKeys;
  queue: SegmentQueue;
  publisher: ShardPublisher | undefined;
}

/**
 * The single writer of one hotkey's records. A record is durable when `append` resolves; segments of records become
 * signed shards in the background, and nothing acknowledged is lost when signer, store or process die in between.
 *
 * @example
 * const log = await RecordLog.open({ folder: ".affine", netuid: 120, hotkey, rules, signHeader });
 * await log.append(record, transcript);
 * await log.seal();
 * await log.close();
 */
export class RecordLog {
  readonly #netuid: number;
  readonly #rules: string;
  readonly #onWritePoint: OnWritePoint;
  readonly #parts: RecordLogParts;
  readonly #gate = new WriteGate("The record log");
  #closed = false;

  private constructor(options: RecordLogOptions, parts: RecordLogParts) {
    this.#netuid = options.netuid;
    this.#rules = options.rules;
    this.#onWritePoint = options.onWritePoint ?? ignorePoint;
    this.#parts = parts;
  }

  /**
   * Locks the records of a hotkey, repairs what a crash left and finishes a seal that was half done.
   *
   * @throws AffineError `locked` naming the process that writes there; `store_conflict` when the store holds another
   * chain of this hotkey; `state_corrupt`, also where shards are gone that were signed; `state_version`, `store_transport`.
   */
  static async open(options: RecordLogOptions): Promise<RecordLog> {
    const { netuid, hotkey } = options;
    const onWritePoint = options.onWritePoint ?? ignorePoint;
    const root = resolve(options.folder);
    const folder = join(root, "journal", "records", String(netuid), hotkey);
    const lock = await LockFile.acquire(join(folder, "lock"), `The records of ${hotkey} below ${root}`);
    try {
      onWritePoint("lock.taken");
      await makeFolder(folder);
      const local = options.store?.location === root ? options.store : await FsStore.open(root, { onWritePoint });
      const remote = options.store === local ? undefined : options.store;
      const report = options.onProblem ?? (() => undefined);
      const chain: OwnChainOptions = { netuid, hotkey, local, remote, verify: options.verify, report };
      const keys = new RecordKeys(options.rememberBlocks ?? DEFAULT_REMEMBER_BLOCKS);
      const publisher = remote && new ShardPublisher({ ...chain, remote }, onWritePoint);
      const queue = await openQueue(folder, chain, keys, publisher, options);
      const log = new RecordLog(options, { lock, local, keys, queue, publisher });
      queue.wake();
      void publisher?.publish();
      return log;
    } catch (error) {
      await lock.release();
      throw storeError(`Cannot open the records below ${root}`, error);
    }
  }

  /**
   * Appends a record; durable when it resolves, and what it names (its transcript or document) before it.
   *
   * @returns `duplicate` when exactly this record was appended before.
   * @throws AffineError `record_invalid` for a malformed record, for a second, different record on the same key
   * (`details.reason` is `key_taken`), for one too far behind the newest (`too_old`) and for an attachment that is not
   * the record's; `store_transport` when it could not be written: nothing was recorded then.
   */
  async append(record: ShardRecord, attachment?: Transcript | Document): Promise<"recorded" | "duplicate"> {
    this.#assertWritable();
    const checked = this.#check(record);
    const json = recordJson(checked);
    if (Buffer.byteLength(json) > SHARD_LIMITS.lineBytes)
      throw refuse("too_long", `over ${SHARD_LIMITS.lineBytes} bytes`);
    const key = recordKey(checked);
    const known = this.#parts.keys.get(key);
    if (known !== undefined) {
      if (!known.sameAs(json)) throw refuse("key_taken", `another record is there for ${key}`);
      await known.durable;
      return "duplicate";
    }
    const { oldestBlock } = this.#parts.keys;
    if (checked.block < oldestBlock) throw refuse("too_old", `block ${checked.block}, oldest ${oldestBlock}`);
    const durable = this.#gate.write(() => this.#write(checked, json, attachment));
    this.#parts.keys.add({ key, json, block: checked.block }, durable);
    await durable;
    return "recorded";
  }

  /** Whether there is a record for a key (`rolloutKey(…)`), durable or on its way. */
  has(key: string): boolean {
    return this.#parts.keys.get(key) !== undefined;
  }

  /** Durable records in no shard yet, in the order of their arrival. */
  pending(): ShardRecord[] {
    return this.#parts.queue.pending();
  }

  /**
   * Seals and publishes all that was appended before, once; does not throw when the signer or the store is down:
   * the status says so, and it is tried again later. `inTurn`: a store that fails is asked only when it is time again.
   */
  async seal({ inTurn = false }: { readonly inTurn?: boolean } = {}): Promise<RecordLogStatus> {
    this.#assertWritable();
    await this.#parts.queue.sealAll();
    await (inTurn ? this.#parts.publisher?.publishInTurn() : this.#parts.publisher?.publish());
    return this.status();
  }

  status(): RecordLogStatus {
    const { queue, publisher } = this.#parts;
    return {
      ...queue.status(),
      unpublished: publisher?.unpublished ?? (publisher ? null : 0),
      problem: this.#problem(),
    };
  }

  /** Waits for appends and a seal under way, closes the files and gives up the lock. Unsealed records stay. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { queue, publisher, lock } = this.#parts;
    try {
      await this.#gate.close();
      await queue.close();
      await publisher?.close();
    } finally {
      await lock.release();
    }
  }

  async #write(record: ShardRecord, json: string, attachment: Transcript | Document | undefined): Promise<void> {
    await this.#storeAttachment(record, attachment);
    // Closing waits for it.
    this.#assertLocked();
    await this.#parts.queue.append(record, json);
  }

  async #storeAttachment(record: ShardRecord, attachment: Transcript | Document | undefined): Promise<void> {
    const { local } = this.#parts;
    const named = attachmentOf(record);
    if (attachment !== undefined) {
      const isTranscript = attachment.kind === "transcript";
      const { hash, bytes } = isTranscript ? encodeTranscript(attachment) : encodeDocument(attachment);
      const fits = named !== null && (named.kind === "transcript") === isTranscript && named.hash === hash;
      if (!fits) throw refuse("transcript", `the ${attachment.kind}'s hash is ${hash}`);
      if (isTranscript) await putTranscriptBytes(local, this.#netuid, hash, bytes);
      else await putDocumentBytes(local, this.#netuid, hash, bytes);
      this.#onWritePoint("transcript.stored");
    } else if (named !== null) {
      const { kind, hash } = named;
      const key = kind === "transcript" ? transcriptKey(this.#netuid, hash) : documentKey(this.#netuid, hash);
      if ((await local.head(key)) === undefined)
        throw refuse("transcript", `${kind} ${hash} was neither given nor stored`);
    }
  }

  #check(record: ShardRecord): ShardRecord {
    const parsed = shardRecordSchema.safeParse(record);
    if (!parsed.success) throw defectError("record_malformed", z.prettifyError(parsed.error), parsed.error);
    if (parsed.data.netuid !== this.#netuid || parsed.data.rules !== this.#rules) {
      throw defectError("record_foreign", `netuid ${parsed.data.netuid}, rules ${parsed.data.rules}`);
    }
    return parsed.data;
  }

  #problem(): AffineError | undefined {
    return this.#parts.queue.problem ?? this.#parts.publisher?.problem;
  }

  #assertWritable(): void {
    if (this.#closed) throw new AffineError("store_transport", "The record log is closed.", { retryable: false });
    this.#assertLocked();
  }

  #assertLocked(): void {
    if (this.#parts.lock.lost) {
      throw new AffineError("locked", `The lock ${this.#parts.lock.path} was taken away.`, {
        hint: "Another process may be writing these records; nothing more is written here. Start again.",
      });
    }
  }
}

async function openQueue(
  folder: string,
  chain: OwnChainOptions,
  keys: RecordKeys,
  publisher: ShardPublisher | undefined,
  options: RecordLogOptions,
): Promise<SegmentQueue> {
  const onWritePoint = options.onWritePoint ?? ignorePoint;
  const head = await openOwnChain(chain);
  await loadKeys(chain, keys, options.rememberBlocks ?? DEFAULT_REMEMBER_BLOCKS);
  const sealer = new ShardSealer(head, {
    folder,
    chain,
    signHeader: options.signHeader,
    verify: options.verify,
    context: () => {
      const sealedBlock = options.sealedBlock?.();
      return {
        heads: [...(options.heads?.() ?? [])],
        atMs: (options.nowMs ?? Date.now)(),
        ...(sealedBlock === undefined ? {} : { sealedBlock }),
      };
    },
    expected: options.expected ?? [],
    onWritePoint,
  });
  await sealer.recover();
  return SegmentQueue.open({
    folder,
    sealer,
    keys,
    rules: options.rules,
    sealEvery: options.sealEvery ?? { records: DEFAULT_SEAL_RECORDS },
    report: chain.report,
    onSealed: (seq) => publisher?.add(seq),
    onWritePoint,
  });
}

function refuse(reason: string, what: string): AffineError {
  return new AffineError("record_invalid", `The record is refused: ${what}.`, {
    hint: "A question is recorded once a miner, soon after its block; ask has(rolloutKey(…)) before asking again.",
    details: { reason },
  });
}

function ignorePoint(): void {
  // Nobody listens outside of crash tests.
}
