import { statusSchema, type Status } from "../status-schema.ts";
import { snapshotOf, type ArenaSource } from "./arena-source.ts";
import type { Snapshot } from "./snapshot-schema.ts";
import { BEAT_MS, type Spectators } from "./spectators.ts";

/** A snapshot at most so often; one in which only clocks differ, so seldom. */
const LOOK_MS = 1000;
const QUIET_MS = 5000;

/** Shows spectators the newest snapshot while there are any. */
export function feedSnapshots(options: {
  readonly spectators: Spectators;
  readonly status: () => Status | undefined;
  readonly arena: () => ArenaSource | undefined;
}): { close(): void } {
  const { spectators, status, arena } = options;
  let shown = "";
  let shownAtMs = -Infinity;
  const look = (): void => {
    if (spectators.count === 0) return;
    const present = status();
    if (present === undefined) return;
    const snapshot = snapshotOf(statusSchema.parse(present), arena());
    const content = JSON.stringify(withoutClocks(snapshot));
    const nowMs = performance.now();
    if (content === shown && nowMs - shownAtMs < QUIET_MS) return;
    shown = content;
    shownAtMs = nowMs;
    spectators.show(JSON.stringify(snapshot));
  };
  const timers = [setInterval(look, LOOK_MS), setInterval(() => spectators.beat(), BEAT_MS)];
  for (const timer of timers) timer.unref();
  return {
    close() {
      for (const timer of timers) clearInterval(timer);
      spectators.close();
    },
  };
}

/** What differs when something has happened. */
function withoutClocks({ status, ...rest }: Snapshot): unknown {
  const { chain, validator } = status;
  return { ...rest, ...status, servedAtMs: 0, chain: chain.block, validator: validator.running };
}
