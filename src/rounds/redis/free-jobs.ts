import type { FullLane } from "../work-queue.ts";
import type { BullLanes } from "./bull-lanes.ts";

/** How old a look at the lanes may be when a job is taken by it. */
const FRESH_MS = 250;

/** What a look at all lanes showed: whose jobs can be taken, oldest first, and which lanes must be left alone. */
export class FreeJobs {
  readonly #lanes: BullLanes;
  readonly #full = new Map<string, { untilMs: number }>();
  #free: { readonly id: string; readonly lane: string }[] = [];
  #lookedAtMs = -Infinity;

  constructor(lanes: BullLanes) {
    this.#lanes = lanes;
  }

  get isFresh(): boolean {
    return performance.now() - this.#lookedAtMs <= FRESH_MS;
  }

  /** The next look must be a new one. */
  outdate(): void {
    this.#lookedAtMs = -Infinity;
  }

  async look(): Promise<void> {
    const views = await this.#lanes.view();
    this.#lookedAtMs = performance.now();
    this.#full.clear();
    for (const { name, pending, isAtLimit, heldMs } of views) {
      // A pause is told of lanes without jobs, too: those that have begun are held back by it as well.
      if (heldMs > 0 || (isAtLimit && pending > 0)) this.#full.set(name, { untilMs: this.#lookedAtMs + heldMs });
    }
    this.#free = views
      .filter(({ name }) => !this.#full.has(name))
      .flatMap(({ name, next }) => next.map((id) => ({ id, lane: name })))
      .sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  /** The lane of the oldest job that can be taken; the job counts as taken. */
  takeLane(except: ReadonlySet<string> | undefined): string | undefined {
    const at = this.#free.findIndex(({ lane }) => except?.has(lane) !== true);
    return at < 0 ? undefined : this.#free.splice(at, 1)[0]?.lane;
  }

  /** Nothing was there, or its limit is reached: what else was seen of it is stale. */
  drop(lane: string): void {
    this.#free = this.#free.filter((entry) => entry.lane !== lane);
  }

  /** A lane rests, for everybody. */
  hold(lane: string, durationMs: number): void {
    this.#full.set(lane, { untilMs: performance.now() + durationMs });
    this.outdate();
  }

  fullLanes(): ReadonlyMap<string, FullLane> {
    const nowMs = performance.now();
    return new Map([...this.#full].map(([lane, { untilMs }]) => [lane, { heldMs: Math.max(0, untilMs - nowMs) }]));
  }
}
