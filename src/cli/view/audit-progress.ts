import { createLogUpdate } from "log-update";
import type { AuditProgress } from "../../audit/index.ts";
import { formatDuration } from "../../telemetry/index.ts";

const MAX_BAR = 28;
const REDRAW_MS = 120;
/** Off a terminal: nothing of what is over at once, then a line so often. */
const FIRST_LINE_MS = 5_000;
const LINE_EVERY_MS = 2_000;

/** Shows how far an audit is: a bar on a terminal, elsewhere lines of JSON on stderr. */
export function auditProgress(nowMs: () => number = () => performance.now()): {
  show(state: AuditProgress): void;
  close(): void;
} {
  const startedAtMs = nowMs();
  const update = process.stderr.isTTY ? createLogUpdate(process.stderr, { showCursor: false }) : undefined;
  let phase: AuditProgress["phase"] | undefined;
  let phaseAtMs = startedAtMs;
  let nextAtMs = update === undefined ? startedAtMs + FIRST_LINE_MS : 0;
  return {
    show(state) {
      const now = nowMs();
      if (state.phase !== phase) {
        phase = state.phase;
        phaseAtMs = now;
      }
      if (now < nextAtMs) return;
      nextAtMs = now + (update === undefined ? LINE_EVERY_MS : REDRAW_MS);
      const etaMs = leftMs(state, now - phaseAtMs);
      if (update !== undefined) update(auditLine(state, etaMs, process.stderr.columns));
      else
        process.stderr.write(
          `${JSON.stringify({ progress: { ...state, elapsedMs: Math.round(now - startedAtMs), etaMs } })}\n`,
        );
    },
    close() {
      update?.clear();
      update?.done();
    },
  };
}

/** Milliseconds until the phase is over, at its pace so far; `null` where its end is not known. */
export function leftMs({ done, total }: Pick<AuditProgress, "done" | "total">, spentMs: number): number | null {
  if (total === null || done <= 0) return null;
  return Math.round((spentMs * Math.max(0, total - done)) / done);
}

/** The bar as one line of at most `width` columns. */
export function auditLine({ phase, done, total, records }: AuditProgress, etaMs: number | null, width: number): string {
  const what = phase === "reading" ? "shards" : "rounds";
  const facts = [
    ...(total === null || total === 0 ? [] : [`${Math.min(100, Math.floor((100 * done) / total))}%`.padStart(4)]),
    `${done}${total === null ? "" : ` of ${total}`} ${what}`,
    ...(phase === "reading" ? [`${records} records`] : []),
    `ETA ${etaMs === null ? "-:--" : formatDuration(etaMs)}`,
  ].join("  ");
  const room = Math.min(MAX_BAR, width - phase.length - facts.length - 4);
  const filled = total === null || total === 0 ? 0 : Math.round(room * Math.min(1, done / total));
  const bar = room < 4 || total === null ? "" : ` ${"█".repeat(filled)}${"░".repeat(room - filled)}`;
  return `${phase}${bar} ${facts}`.slice(0, Math.max(0, width - 1));
}
