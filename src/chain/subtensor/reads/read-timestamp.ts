import { AffineError } from "../../../core/index.ts";
import { hashSchema } from "../session/wire.ts";
import { integer, type State } from "./state.ts";

/** Blocks over which the pace is measured where the runtime does not say it; every node keeps their state. */
const MEASURED_BLOCKS = 64;

/** Constants that say the milliseconds of a slot, by the consensus that a runtime may have. */
const SLOT_CONSTANTS = [
  ["Aura", "SlotDuration"],
  ["Babe", "ExpectedBlockTime"],
] as const;

/** Milliseconds since 1970 that the block carries. */
export async function readTimestampMs(state: State): Promise<number> {
  const [now] = await state.values([[integer, "Timestamp", "Now"]]);
  return now;
}

/**
 * Milliseconds between two blocks: 12000 on the network, 250 on a development node built for speed. By the constant of the
 * runtime's consensus; where a later runtime has none, by the timestamps of the last blocks.
 *
 * @throws AffineError `chain_decode` where neither can be told: two blocks at one time, or a chain of one block
 */
export async function readBlockMs(state: State): Promise<number> {
  const named = SLOT_CONSTANTS.find(([pallet, name]) => state.runtime.hasConstant(pallet, name));
  if (named !== undefined) {
    const slotMs = state.constant(integer, named[0], named[1]);
    if (slotMs > 0) return slotMs;
  }
  const blocks = Math.min(MEASURED_BLOCKS, state.block.number - 1);
  if (blocks > 0) {
    const number = state.block.number - blocks;
    const hash = await state.session.connection.request("chain_getBlockHash", [number], hashSchema);
    const then = state.at({ number, hash });
    const [nowMs, thenMs] = await Promise.all([readTimestampMs(state), readTimestampMs(then)]);
    if (nowMs > thenMs) return Math.round((nowMs - thenMs) / blocks);
  }
  throw new AffineError(
    "chain_decode",
    "How long a block takes can be told neither by the runtime nor by the last blocks.",
    {
      hint: "Nothing was sent: a seal is made for a time. Wait for more blocks, or use another endpoint.",
    },
  );
}
