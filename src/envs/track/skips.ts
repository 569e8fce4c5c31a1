import type { Event } from "./event.ts";

/** A reader who skips has to read so much of a log at least, or be wrong. */
const LEAST_READ = 4;
/** Scopes of more than this part of a log are skipped. */
const PARTS = [2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 50, 64, 100, 128, 200] as const;
/** Scopes within so many others are skipped. */
const DEPTHS = [Infinity, 0, 1, 2, 3] as const;

interface Scope {
  readonly from: number;
  readonly to: number;
  /** Its lines in the log, with those of cancelled scopes in it. */
  readonly lines: number;
  readonly depth: number;
}

/**
 * What is left to readers who skip cancelled scopes and, by their place and length alone, others: for each that reads less than a quarter of
 * the log its lines. `null` where who skips just the cancelled ones does: such a reader is right.
 */
export function linesOfSkippers(events: readonly Event[]): Event[][] | null {
  const most = events.length / LEAST_READ;
  const { live, kept } = scopesOf(events);
  if (kept.length < most) return null;
  const found = new Map<string, Event[]>();
  for (const depth of DEPTHS) {
    for (const part of PARTS) {
      const skipped = outermost(live.filter((scope) => scope.depth >= depth || scope.lines > events.length / part));
      const read = kept.length - skipped.reduce((sum, { from, to }) => sum + to - from, 0);
      // Readers that skip the same are one.
      const key = skipped.map(({ from }) => from).join();
      if (read < most && !found.has(key)) found.set(key, without(kept, skipped));
    }
  }
  return [...found.values()];
}

/** The lines outside of cancelled scopes, and the scopes among them, each before those within it, by places in these lines. */
function scopesOf(events: readonly Event[]): { readonly live: Scope[]; readonly kept: Event[] } {
  const open: { readonly begun: number; readonly from: number; readonly scopes: number }[] = [];
  const live: Scope[] = [];
  const kept: Event[] = [];
  for (const [at, event] of events.entries()) {
    if (event.kind === "begin") open.push({ begun: at, from: kept.length, scopes: live.length });
    kept.push(event);
    if (event.kind !== "end" && event.kind !== "cancel") continue;
    const { begun, from, scopes } = open.pop() ?? { begun: 0, from: 0, scopes: 0 };
    if (event.kind === "cancel") {
      kept.length = from;
      live.length = scopes;
    } else live.push({ from, to: kept.length, lines: at + 1 - begun, depth: open.length });
  }
  return { live: live.sort((one, other) => one.from - other.from), kept };
}

/** Those that lie in no other one. */
function outermost(scopes: readonly Scope[]): Scope[] {
  let to = 0;
  return scopes.filter((scope) => {
    if (scope.from < to) return false;
    to = scope.to;
    return true;
  });
}

function without(events: readonly Event[], scopes: readonly Scope[]): Event[] {
  const read: Event[] = [];
  let at = 0;
  for (const { from, to } of scopes) {
    for (; at < from; at += 1) read.push(events[at] as Event);
    at = to;
  }
  for (; at < events.length; at += 1) read.push(events[at] as Event);
  return read;
}
