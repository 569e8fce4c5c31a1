import { ByteRate } from "./byte-rate.ts";
import { formatBytes, formatDuration } from "./format.ts";
import { say, terminal, type Terminal } from "./terminal.ts";

const REDRAW_MS = 120;
const MAX_BAR = 28;

/** What a bar shows at a moment. */
export interface ProgressState {
  /** What is going on: `pulling`, `checking`. */
  readonly doing: string;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
}

/** Told of bytes and of what is going on. */
export interface Progress {
  /** @param bytes since the last call; negative when some must pass again */
  add(bytes: number): void;
  /** Another piece of work begins, with its own count. */
  begin(doing: string, totalBytes: number): void;
  /** Takes the bar away until the next {@link begin}. */
  rest(): void;
  /** Says something above the bar, also where there is none. */
  note(line: string): void;
  close(): void;
}

/** A bar on stderr while that is a terminal; elsewhere its notes only. It shows from the first `begin` on. */
export function progressBar(): Progress {
  const nothing = (): void => undefined;
  const there = terminal();
  if (there !== undefined) return liveBar(there);
  return { add: nothing, begin: nothing, rest: nothing, note: say, close: nothing };
}

function liveBar(there: Terminal): Progress {
  const picture = there.open();
  let state: Omit<ProgressState, "bytesPerSecond"> | undefined;
  let rate = new ByteRate(performance.now());
  const draw = (): void => {
    if (state === undefined) return;
    rate.sample(performance.now(), state.bytes);
    picture.draw(progressLine({ ...state, bytesPerSecond: rate.perSecond }, there.columns));
  };
  const timer = setInterval(draw, REDRAW_MS);
  return {
    add(bytes) {
      if (state !== undefined) state = { ...state, bytes: state.bytes + bytes };
    },
    begin(next, total) {
      state = { doing: next, bytes: 0, totalBytes: total };
      rate = new ByteRate(performance.now());
    },
    rest() {
      state = undefined;
      picture.draw("");
    },
    note: say,
    close() {
      clearInterval(timer);
      picture.close();
    },
  };
}

/** The bar as one line of at most `width` columns. */
export function progressLine({ doing, bytes, totalBytes, bytesPerSecond }: ProgressState, width: number): string {
  const share = totalBytes === 0 ? 1 : Math.min(1, Math.max(0, bytes / totalBytes));
  const left = Math.max(0, totalBytes - bytes);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  const eta = bytesPerSecond > 0 ? formatDuration((left / bytesPerSecond) * 1_000) : "-:--";
  const facts = `${percent}  ${formatBytes(Math.max(0, bytes))} of ${formatBytes(totalBytes)}  ${formatBytes(bytesPerSecond)}/s  ETA ${eta}`;
  const room = Math.min(MAX_BAR, width - doing.length - facts.length - 5);
  const filled = Math.round(share * room);
  const bar = room < 4 ? "" : ` ${"█".repeat(filled)}${"░".repeat(room - filled)}`;
  return `${doing}${bar} ${facts}`.slice(0, Math.max(0, width - 1));
}
