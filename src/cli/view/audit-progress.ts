import type { AuditProgress } from "../../audit/index.ts";
import { countBar, countLine, leftMs, type CountState, say } from "../../telemetry/index.ts";

/** Off a terminal: nothing of what is over at once, then a line so often. */
const FIRST_LINE_MS = 5_000;
const LINE_EVERY_MS = 2_000;

/** Shows how far an audit is: a bar on a terminal, elsewhere lines on stderr, of JSON where that was asked for. */
export function auditProgress(
  { json }: { json: boolean },
  nowMs: () => number = () => performance.now(),
): {
  show(state: AuditProgress): void;
  close(): void;
} {
  if (!process.stderr.isTTY) return { show: lines(json, nowMs), close: () => undefined };
  const bar = countBar(nowMs);
  return { show: (state) => bar.show(auditCount(state)), close: () => bar.close() };
}

function lines(json: boolean, nowMs: () => number): (state: AuditProgress) => void {
  const startedAtMs = nowMs();
  let phase: AuditProgress["phase"] | undefined;
  let phaseAtMs = startedAtMs;
  let nextAtMs = startedAtMs + FIRST_LINE_MS;
  return (state) => {
    const now = nowMs();
    if (state.phase !== phase) {
      phase = state.phase;
      phaseAtMs = now;
    }
    if (now < nextAtMs) return;
    nextAtMs = now + LINE_EVERY_MS;
    const etaMs = leftMs(state, now - phaseAtMs);
    if (json) say(JSON.stringify({ progress: { ...state, elapsedMs: Math.round(now - startedAtMs), etaMs } }));
    else say(countLine(auditCount(state), etaMs));
  };
}

/** An audit's state for a bar. */
export function auditCount({ phase, done, total, records }: AuditProgress): CountState {
  const isReading = phase === "reading";
  const unit = isReading ? "shards" : "rounds";
  return { doing: phase, done, total, unit, ...(isReading ? { more: `${records} records` } : {}) };
}
