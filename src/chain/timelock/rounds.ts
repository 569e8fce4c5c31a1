import { AffineError } from "../../core/index.ts";
import type { Beacon } from "./beacon.ts";

type Clock = Pick<Beacon, "genesisMs" | "periodMs">;

/**
 * Blocks that Bittensor's clients add to the first block in which committed weights may be revealed, so that the chain
 * surely has the round by then (`SECURITY_BLOCK_OFFSET` of bittensor-drand).
 */
export const REVEAL_MARGIN_BLOCKS = 3;

/**
 * The round that opens a text some blocks from now: floor((now - genesis + blocks · blockMs) / period), as Bittensor's
 * clients compute it. Integers only.
 *
 * @param at `nowMs` milliseconds since 1970; `blocks` from the newest block to the reveal.
 * @throws AffineError `invalid_input` for a time before round 1 or numbers that are no integers.
 */
export function revealRound(beacon: Clock, at: { nowMs: number; blocks: number; blockMs: number }): number {
  const { nowMs, blocks, blockMs } = at;
  const sinceGenesisMs = nowMs - beacon.genesisMs + blocks * blockMs;
  if (![nowMs, blocks, blockMs].every(Number.isSafeInteger) || sinceGenesisMs < beacon.periodMs) {
    throw new AffineError("invalid_input", `There is no beacon round ${blocks} blocks from ${nowMs} ms since 1970.`, {
      hint: "Is this machine's clock right?",
    });
  }
  return Math.floor(sinceGenesisMs / beacon.periodMs);
}

/** When a round comes out, milliseconds since 1970. */
export function roundTimeMs(beacon: Clock, round: number): number {
  return beacon.genesisMs + (round - 1) * beacon.periodMs;
}

/** The newest round at a time, 0 before the first. @param timeMs milliseconds since 1970. */
export function newestRound(beacon: Clock, timeMs: number): number {
  return Math.max(0, Math.floor((timeMs - beacon.genesisMs) / beacon.periodMs) + 1);
}
