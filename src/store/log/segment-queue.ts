import { AffineError } from "../../core/index.ts";
import { type ChainState, recordJson, recordKey, type ShardRecord } from "../../record/index.ts";
import { storeError } from "../fs/store-error.ts";
import type { OnWritePoint } from "../write-point.ts";
import type { RecordKeys } from "./record-keys.ts";
import { RetryTimer } from "./retry-timer.ts";
import { recoverSegments, segmentPath } from "./segment-folder.ts";
import { encodeSegmentLine } from "./segment-line.ts";
import { SegmentWriter } from "./segment-writer.ts";
import type { ShardSealer } from "./shard-sealer.ts";

export interface SegmentQueueOptions {
  folder: string;
  sealer: ShardSealer;
  keys: RecordKeys;
  rules: string;
  sealEvery: { records: number; blocks?: number };
  report: (problem: AffineError) => void;
  onSealed: (seq: number) => void;
  onWritePoint: OnWritePoint;
}

interface Segment {
  number: number;
  writer: SegmentWriter;
  /** Durable records. */
  records: ShardRecord[];
  /** Records that were given to it, durable or not. */
  assigned: number;
  firstBlock: number;
}

/** One open segment that takes records, and closed ones that are sealed one after the other. */
export class SegmentQueue {
  readonly #options: SegmentQueueOptions;
  readonly #retry = new RetryTimer(() => this.wake());
  #open: Segment;
  #closed: Segment[];
  #sealing: Promise<void> | undefined;
  #problem: AffineError | undefined;
  #ended = false;

  private constructor(options: SegmentQueueOptions, open: Segment, closed: Segment[]) {
    this.#options = options;
    this.#open = open;
    this.#closed = closed;
  }

  /** Recovers the segments of a folder; the last one goes on where it can. */
  static async open(options: SegmentQueueOptions): Promise<SegmentQueue> {
    const { folder, sealer, onWritePoint, sealEvery, rules } = options;
    const segments: Segment[] = [];
    for (const { number, records, bytes } of await recoverSegments(folder, options.report)) {
      const kept = remember(records, options);
      const writer = new SegmentWriter(segmentPath(folder, number), bytes, onWritePoint);
      segments.push({ number, writer, records: kept, assigned: kept.length, firstBlock: kept[0]?.block ?? Infinity });
    }
    const last = segments.at(-1);
    addLostSegment(segments, options);
    const goesOn =
      last !== undefined &&
      last.number !== sealer.draftedSegment &&
      last.records.length < sealEvery.records &&
      last.records.every((record) => record.rules === rules);
    if (goesOn) segments.pop();
    const open = goesOn ? last : newSegment(options, Math.max(last?.number ?? -1, sealer.draftedSegment ?? -1) + 1);
    return new SegmentQueue(options, open, segments);
  }

  get problem(): AffineError | undefined {
    return this.#problem;
  }

  /** Durable when it resolves. */
  async append(record: ShardRecord, json: string): Promise<void> {
    const segment = this.#open;
    segment.assigned += 1;
    segment.firstBlock = Math.min(segment.firstBlock, record.block);
    const written = segment.writer.append(encodeSegmentLine(json), () => segment.records.push(record));
    const { records, blocks = Infinity } = this.#options.sealEvery;
    if (segment.assigned >= records || record.block - segment.firstBlock >= blocks) this.#rotate();
    await written;
  }

  pending(): ShardRecord[] {
    return [...this.#closed, this.#open].flatMap(({ records }) => records);
  }

  status(): { head: ChainState; draftedBlock: number | null; unsealed: number; waitingSegments: number } {
    const { head, draftedBlock } = this.#options.sealer;
    return {
      head,
      draftedBlock,
      unsealed: [...this.#closed, this.#open].reduce((sum, { records }) => sum + records.length, 0),
      waitingSegments: this.#closed.length,
    };
  }

  /** Starts sealing closed segments, if it is not under way. */
  wake(): void {
    void this.#run();
  }

  /** Closes the open segment and seals all; resolves when all are sealed or one failed. */
  async sealAll(): Promise<void> {
    if (this.#open.assigned > 0) this.#rotate();
    // What runs now may have begun before the segment was closed.
    await this.#sealing;
    await this.#run();
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.#options.sealer.stop();
    await this.#sealing;
    for (const segment of [...this.#closed, this.#open]) await segment.writer.close();
    this.#retry.reset();
  }

  #rotate(): void {
    this.#closed.push(this.#open);
    this.#open = newSegment(this.#options, this.#open.number + 1);
    this.#options.onWritePoint("seal.rotated");
    this.wake();
  }

  async #run(): Promise<void> {
    // Again, where a segment was closed while the last run was ending.
    do {
      if (this.#ended) return;
      this.#sealing ??= this.#sealClosed().finally(() => {
        this.#sealing = undefined;
      });
      await this.#sealing;
    } while (this.#closed.length > 0 && this.#problem === undefined);
  }

  async #sealClosed(): Promise<void> {
    const { sealer } = this.#options;
    try {
      for (let segment = this.#closed[0]; segment !== undefined && !this.#ended; segment = this.#closed[0]) {
        await segment.writer.close();
        const before = sealer.head;
        await sealer.seal(segment);
        this.#closed.shift();
        if (sealer.head !== null && sealer.head !== before) this.#options.onSealed(sealer.head.seq);
      }
      this.#problem = undefined;
      this.#retry.reset();
    } catch (cause) {
      this.#problem = storeError("Cannot seal records", cause);
      this.#options.report(this.#problem);
      if (!this.#ended) this.#retry.schedule();
    }
  }
}

function newSegment({ folder, onWritePoint }: SegmentQueueOptions, number: number): Segment {
  const writer = new SegmentWriter(segmentPath(folder, number), 0, onWritePoint);
  return { number, writer, records: [], assigned: 0, firstBlock: Infinity };
}

/** A draft whose segment is gone still holds its records, and is sealed first. */
function addLostSegment(segments: Segment[], options: SegmentQueueOptions): void {
  const number = options.sealer.draftedSegment;
  if (number === undefined || segments.some((segment) => segment.number === number)) return;
  segments.unshift(newSegment(options, number));
}

/** Records that no shard and no earlier segment holds. */
function remember(records: readonly ShardRecord[], { keys, report }: SegmentQueueOptions): ShardRecord[] {
  return records.filter((record) => {
    const key = recordKey(record);
    const json = recordJson(record);
    const known = keys.get(key);
    if (known === undefined) {
      keys.add({ key, json, block: record.block });
      return true;
    }
    if (!known.sameAs(json)) {
      report(
        new AffineError("state_corrupt", `Two different records for ${key}; the first one stands.`, {
          hint: "Two processes wrote this folder, or it was put together from two: run one validator a hotkey.",
        }),
      );
    }
    return false;
  });
}
