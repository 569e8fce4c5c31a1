import { formatDuration } from "./format.ts";
import { terminal } from "./terminal.ts";

const MAX_BAR = 28;
const REDRAW_MS = 120;

/** How far a piece of work is. */
export interface CountState {
  /** What is going on: `judging`, `asking`. Another word begins another count. */
  readonly doing: string;
  readonly done: number;
  /** `null` where its end is not known. */
  readonly total: number | null;
  /** What is counted: `rounds`. */
  readonly unit: string;
  /** What else is to be said of it. */
  readonly more?: string;
}

/** Milliseconds until the work is over, at its pace so far; `null` where its end is not known. */
export function leftMs({ done, total }: Pick<CountState, "done" | "total">, spentMs: number): number | null {
  if (total === null || done <= 0) return null;
  return Math.round((spentMs * Math.max(0, total - done)) / done);
}

/** The bar as one line of less than `width` columns; without a width the figures alone. */
export function countLine(state: CountState, etaMs: number | null, width?: number): string {
  const { doing, done, total, unit, more } = state;
  const facts = [
    ...(total === null || total === 0 ? [] : [`${Math.min(100, Math.floor((100 * done) / total))}%`.padStart(4)]),
    `${done}${total === null ? "" : ` of ${total}`} ${unit}`,
    ...(more === undefined ? [] : [more]),
    `ETA ${etaMs === null ? "-:--" : formatDuration(etaMs)}`,
  ].join("  ");
  if (width === undefined) return `${doing} ${facts.trimStart()}`;
  const room = Math.min(MAX_BAR, width - doing.length - facts.length - 4);
  const filled = total === null || total === 0 ? 0 : Math.round(room * Math.min(1, done / total));
  const bar = room < 4 || total === null ? "" : ` ${"█".repeat(filled)}${"░".repeat(room - filled)}`;
  return `${doing}${bar} ${facts}`.slice(0, Math.max(0, width - 1));
}

/** A bar that counts. */
export interface CountBar {
  show(state: CountState): void;
  close(): void;
}

/** A bar with the time left, on standard error while that is a terminal; elsewhere nothing. */
export function countBar(nowMs: () => number = () => performance.now()): CountBar {
  const there = terminal();
  if (there === undefined) return { show: () => undefined, close: () => undefined };
  const picture = there.open();
  let doing: string | undefined;
  let beganAtMs = 0;
  /** What was done when this count began: work that was there already is no pace. */
  let beganWith = 0;
  let nextAtMs = -Infinity;
  return {
    show(state) {
      const now = nowMs();
      if (state.doing !== doing) {
        doing = state.doing;
        beganAtMs = now;
        beganWith = state.done;
        nextAtMs = -Infinity;
      }
      if (now < nextAtMs && state.done !== state.total) return;
      nextAtMs = now + REDRAW_MS;
      const { done, total } = state;
      const etaMs = leftMs(
        { done: done - beganWith, total: total === null ? null : total - beganWith },
        now - beganAtMs,
      );
      picture.draw(countLine(state, etaMs, there.columns));
    },
    close: () => picture.close(),
  };
}
