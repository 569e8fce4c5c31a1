import type { BlockRef } from "../chain/chain.ts";
import type { Alarms } from "./alarms.ts";

/** A head that has just moved is seconds old; a final one of Bittensor lies three blocks of 12 s behind. */
const MOST_BEHIND_MS = 120_000;
/** A block of the future: blocks' makers may be off by a slot or two. */
const MOST_AHEAD_MS = 30_000;

/**
 * Compares the time that a new block carries with ours. Where they are far apart either this machine's clock is wrong, and
 * then deadlines and seals are too, or the endpoint shows a chain that is behind and still moves.
 */
export class ClockWatch {
  readonly #alarms: Alarms;

  constructor(alarms: Alarms) {
    this.#alarms = alarms;
  }

  /** @param nowMs when the block was first seen here */
  saw(block: BlockRef, timestampMs: number, nowMs: number): void {
    const behindMs = nowMs - timestampMs;
    if (behindMs <= MOST_BEHIND_MS && behindMs >= -MOST_AHEAD_MS) {
      this.#alarms.clear("clock");
      return;
    }
    const apart = `${Math.round(Math.abs(behindMs) / 1000)} s`;
    this.#alarms.raise(
      "clock",
      behindMs > 0
        ? `Block ${block.number}, seen just now, is ${apart} old: this machine's clock is fast, or the endpoint is behind the chain.`
        : `Block ${block.number} carries a time ${apart} ahead: this machine's clock is slow.`,
    );
  }
}
