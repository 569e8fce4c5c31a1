import type { Alarms } from "../alarms.ts";

/** Grid blocks in a row that must not count before somebody is told. */
const IN_A_ROW = 3;

/**
 * Whether the chain's snapshots count. One that does not is no fault of the record: a busy machine has sealed it too late,
 * the contest goes on from the next grid block, and nobody need do anything. Several in a row say that it does not go on.
 */
export class SnapshotWatch {
  readonly #alarms: Alarms;
  #last = -1;
  #missed = 0;

  constructor(alarms: Alarms) {
    this.#alarms = alarms;
  }

  /** Told of a grid block without a snapshot that counts. */
  missed(block: number, why: string): void {
    this.#last = block;
    this.#missed += 1;
    if (this.#missed < IN_A_ROW) return;
    const message = `The chain did not count at ${this.#missed} grid blocks in a row, block ${block} the last: ${why}.`;
    this.#alarms.raise("no_snapshot", message);
  }

  /** Told of every grid block when it is decided, after {@link missed}. */
  decided(block: number): void {
    if (block <= this.#last) return;
    this.#missed = 0;
    this.#alarms.clear("no_snapshot");
  }
}
