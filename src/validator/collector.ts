import type { JobResult, WorkQueue } from "../rounds/index.ts";
import { AffineError, errorMessage } from "../core/index.ts";
import { meaningOf, type RolloutRecord, type Transcript } from "../record/index.ts";
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

/** Own failures that a runner repeats until somebody mends it; being late has alarms of its own. */
const RUNNER_TROUBLE: ReadonlySet<string> = new Set(["check_broken", "credentials", "internal"]);

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
    this.#tellRunner(record);
    onRecord(record);
  }

  /** Questions that our own runner loses count against nobody but us, and nobody else would say so. */
  #tellRunner(record: RolloutRecord): void {
    const { alarms } = this.#options;
    const { kind } = meaningOf(record);
    if (kind === "judged") alarms.clear("runner_trouble");
    if (kind !== "own_failure" || !RUNNER_TROUBLE.has(record.reason)) return;
    alarms.raise("runner_trouble", `Answers in ${record.env} are lost by a failure of ours: ${record.reason}.`);
  }
}
