import { setMaxListeners } from "node:events";
import { AffineError } from "../../core/index.ts";

/** A signal that aborts with its parents, or when nothing has happened for a while. */
export interface WatchedSignal {
  readonly signal: AbortSignal;
  /** Something passed: the clock starts anew. */
  alive(): void;
  /** Whether it was this clock that aborted. */
  readonly stalled: boolean;
  /** Lets go of clock and parents. */
  release(): void;
}

export function watchedSignal(stallMs: number, parents: readonly (AbortSignal | null | undefined)[]): WatchedSignal {
  const controller = new AbortController();
  let stalled = false;
  const timer = setTimeout(() => {
    stalled = true;
    controller.abort(new AffineError("hub_transport", `Nothing has passed for ${Math.round(stallMs / 1_000)} s.`));
  }, stallMs);
  const follow = (): void => controller.abort();
  for (const parent of parents) {
    if (parent == null) continue;
    if (parent.aborted) follow();
    // Dozens of requests share one signal, and let go of it when they end.
    setMaxListeners(0, parent);
    parent.addEventListener("abort", follow, { once: true });
  }
  return {
    signal: controller.signal,
    alive: () => timer.refresh(),
    get stalled() {
      return stalled;
    },
    release() {
      clearTimeout(timer);
      for (const parent of parents) parent?.removeEventListener("abort", follow);
    },
  };
}
