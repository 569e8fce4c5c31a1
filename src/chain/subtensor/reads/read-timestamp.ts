import { integer, type State } from "./state.ts";

/** Milliseconds since 1970 that the block carries. */
export async function readTimestampMs(state: State): Promise<number> {
  const [now] = await state.values([[integer, "Timestamp", "Now"]]);
  return now;
}

/** Milliseconds between two blocks: 12000 on the network, 250 on a development node built for speed. */
export function blockMs(state: State): number {
  return state.constant(integer, "Aura", "SlotDuration");
}
