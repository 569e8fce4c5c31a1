interface Lane {
  running: number;
  /** Last time at which it had room and nothing to do. */
  freeAtMs: number;
  /** Last time at which it had no room. */
  fullAtMs: number;
}

/** A lane may always have so many under way, however many lanes share the places. */
const LEAST_SHARE = 4;

/**
 * Who has how many questions under way. Nothing holds a lane back while there are places: how many a model needs
 * follows from how fast questions come and how long its answers take (Little's law), and what its host can take is
 * found out by the client's limiter. Once half of the places are taken each busy lane has its share of them, one more
 * counted for whoever comes, so that slow models cannot take the places of the others.
 */
export class Lanes {
  readonly #places: number;
  readonly #perLane: number;
  readonly #startedAtMs: number;
  readonly #lanes = new Map<string, Lane>();
  #running = 0;
  #allTakenAtMs = -Infinity;

  /** @param perLane questions at once of one lane at most, whatever its share */
  constructor(options: { places: number; perLane: number; nowMs: number }) {
    this.#places = options.places;
    this.#perLane = options.perLane;
    this.#startedAtMs = options.nowMs;
  }

  get running(): number {
    return this.#running;
  }

  get isFull(): boolean {
    return this.#running >= this.#places;
  }

  /** Lanes without room. */
  full(): Set<string> {
    const limit = this.#limit();
    return new Set([...this.#lanes].filter(([, { running }]) => running >= limit).map(([name]) => name));
  }

  /** These have work that nobody may begin: their limit over all runners is reached, or their host asked for a pause. */
  waited(names: Iterable<string>, nowMs: number): void {
    for (const name of names) this.#lane(name).fullAtMs = nowMs;
  }

  /** There was nothing to do for any lane but these. */
  idle(except: ReadonlySet<string>, nowMs: number): void {
    for (const [name, lane] of this.#lanes) if (!except.has(name)) lane.freeAtMs = nowMs;
  }

  enter(name: string): void {
    this.#lane(name).running += 1;
    this.#running += 1;
  }

  leave(name: string, nowMs: number): void {
    const lane = this.#lanes.get(name);
    if (lane === undefined) return;
    if (this.isFull) this.#allTakenAtMs = nowMs;
    if (lane.running >= this.#limit()) lane.fullAtMs = nowMs;
    lane.running -= 1;
    this.#running -= 1;
  }

  /**
   * Whether a job waited, from its planning until it was over or begun, for nothing but earlier questions to the same
   * model: this process was there, had places left, and the lane always had something to do.
   */
  waitedForModel(name: string, job: { plannedAtMs?: number; expiresAtMs: number }, nowMs: number): boolean {
    const lane = this.#lanes.get(name);
    const { plannedAtMs, expiresAtMs } = job;
    if (lane === undefined || plannedAtMs === undefined) return false;
    const wasThere = this.#startedAtMs <= plannedAtMs && this.#allTakenAtMs < plannedAtMs;
    const wasFull = lane.fullAtMs > plannedAtMs && lane.fullAtMs >= Math.min(expiresAtMs, nowMs);
    return wasThere && lane.freeAtMs <= plannedAtMs && wasFull;
  }

  #lane(name: string): Lane {
    const lane = this.#lanes.get(name) ?? { running: 0, freeAtMs: -Infinity, fullAtMs: -Infinity };
    this.#lanes.set(name, lane);
    return lane;
  }

  #limit(): number {
    if (this.#running * 2 < this.#places) return this.#perLane;
    const busy = [...this.#lanes.values()].filter(({ running }) => running > 0).length;
    return Math.min(this.#perLane, Math.max(LEAST_SHARE, Math.floor(this.#places / (busy + 1))));
  }
}
