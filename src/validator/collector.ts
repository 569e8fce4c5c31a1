import type { JobResult, WorkQueue } from "../rounds/index.ts";
import { AffineError, errorMessage } from "../core/index.ts";
import type { RolloutRecord, Transcript } from "../record/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { Alarms } from "./alarms.ts";

/** Where records go: a `RecordLog` is one. */
export interface RecordSink {
  /** Durable when resolved; the same record again changes nothing. */
  append(record: RolloutRecord, transcript?: Transcript): Promise<"recorded" | "duplicate">;
}

export interface CollectorOptions {
  readonly queue: WorkQueue;
  readonly sink: RecordSink;
  readonly alarms: Alarms;
  readonly log: Logger;
  readonly onRecord: (record: RolloutRecord) => void;
}

/** Results taken at a time. */
const BATCH = 256;

/** Turns results into records. A result leaves the queue only when its record is durable. */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #dropped = new Map<string, number>();

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** Results that could not become a record, by reason. */
  get dropped(): ReadonlyMap<string, number> {
    return this.#dropped;
  }

  /**
   * Takes what is there.
   *
   * @returns how many results were taken.
   * @throws AffineError when the store or the queue cannot be written: nothing is lost, call again.
   */
  async collect(): Promise<number> {
    const { queue } = this.#options;
    const results = await queue.results(BATCH);
    const settled = await Promise.allSettled(results.map((result) => this.#record(result)));
    const taken = results.filter((_, index) => settled[index]?.status === "fulfilled");
    await queue.acknowledge(taken.map(({ id }) => id));
    for (const outcome of settled) if (outcome.status === "rejected") throw outcome.reason;
    return taken.length;
  }

  async #record({ record, transcript }: JobResult): Promise<void> {
    const { sink, onRecord, alarms, log } = this.#options;
    try {
      const appended = await sink.append(record, transcript ?? undefined);
      if (appended === "duplicate") return;
    } catch (error) {
      if (!AffineError.isInstance(error) || error.code !== "record_invalid") throw error;
      // Asked twice, too late, or under other rules: no retry can make a record of it.
      const named = error.details["reason"] ?? error.details["defect"];
      const reason = typeof named === "string" ? named : "record_invalid";
      this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
      log.warn({ challenge: record.challenge, hotkey: record.hotkey, reason }, errorMessage(error));
      return;
    }
    if (record.outcome === "invalid") {
      alarms.raise(
        "environment_invalid",
        `${record.env} failed on ${record.challenge} (${record.reason}): it is void.`,
      );
    }
    onRecord(record);
  }
}
