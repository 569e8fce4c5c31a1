import { Spectator } from "./spectator.ts";

/** Spectators at once, and events that one who comes back finds again. */
const MOST_SPECTATORS = 2000;
const MOST_EVENTS = 1000;
/** Without news a comment is sent so often, so that a dead connection is noticed. */
export const BEAT_MS = 15_000;
/** Who has taken nothing for so long is let go; it comes back and goes on where it was. */
const SLOW_MS = 60_000;

export interface SpectatorsOptions {
  /** Tells this run from an earlier one: numbers of events begin anew with it. */
  readonly boot: string;
  readonly nowMs: () => number;
  readonly most?: number;
  readonly mostEvents?: number;
}

/**
 * Who watches, as server-sent events. Each event is encoded once, and each spectator is only a place in the list: one that
 * reads slowly costs what its socket holds. Whoever comes back with the id it saw last gets every event since then, or is
 * told `reset` where they are gone; of snapshots only the newest is ever sent.
 */
export class Spectators {
  readonly #options: SpectatorsOptions;
  readonly #encoder = new TextEncoder();
  readonly #spectators = new Set<Spectator>();
  #events: Uint8Array[] = [];
  /** Number of the first event that is kept; events count from 1. */
  #first = 1;
  #snapshot: { readonly json: string; readonly version: number; at: number; bytes: Uint8Array } | undefined;
  #versions = 0;

  constructor(options: SpectatorsOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#spectators.size;
  }

  /** Number of the newest event; 0 before the first. */
  get #last(): number {
    return this.#first + this.#events.length - 1;
  }

  /** Tells everybody. */
  publish(kind: string, value: unknown): void {
    this.#events.push(this.#encode(kind, JSON.stringify(value), this.#last + 1));
    if (this.#events.length > (this.#options.mostEvents ?? MOST_EVENTS)) {
      this.#events.shift();
      this.#first += 1;
    }
    this.#wake();
  }

  /** Takes the newest snapshot; what was not sent of earlier ones never is. */
  show(json: string): void {
    this.#versions += 1;
    this.#snapshot = { json, version: this.#versions, at: -1, bytes: new Uint8Array() };
    this.#wake();
  }

  /**
   * A new spectator's stream; `undefined` when there are too many.
   *
   * @param lastEventId what it saw last, where it was here before
   */
  open(lastEventId: string | undefined): ReadableStream<Uint8Array> | undefined {
    if (this.#spectators.size >= (this.#options.most ?? MOST_SPECTATORS)) return undefined;
    const seen = this.#seen(lastEventId);
    const hello = seen === undefined && lastEventId !== undefined ? this.#encode("reset", "{}", this.#last) : undefined;
    const spectator = new Spectator({
      nowMs: this.#options.nowMs,
      seen: seen ?? this.#last,
      first: [this.#encoder.encode("retry: 2000\n\n"), ...(hello === undefined ? [] : [hello])],
      next: (who) => this.#next(who),
      onGone: (who) => this.#spectators.delete(who),
    });
    this.#spectators.add(spectator);
    return spectator.stream;
  }

  /** To be called every {@link BEAT_MS}. */
  beat(): void {
    const comment = this.#encoder.encode(": still here\n\n");
    for (const spectator of this.#spectators) {
      if (spectator.isSlow(SLOW_MS)) spectator.end();
      else spectator.say(comment);
    }
  }

  close(): void {
    for (const spectator of [...this.#spectators]) spectator.end();
  }

  /** What a spectator has not seen yet; `null` when it has fallen behind what is kept. */
  #next(spectator: Spectator): Uint8Array | null | undefined {
    if (spectator.seen < this.#first - 1) return null;
    const event = this.#events[spectator.seen + 1 - this.#first];
    if (event !== undefined) {
      spectator.seen += 1;
      return event;
    }
    const snapshot = this.#snapshot;
    if (snapshot === undefined || snapshot.version === spectator.seenVersion) return undefined;
    spectator.seenVersion = snapshot.version;
    if (snapshot.at !== this.#last) {
      snapshot.bytes = this.#encode("snapshot", snapshot.json, this.#last);
      snapshot.at = this.#last;
    }
    return snapshot.bytes;
  }

  /** Number of the event that an id names, when what came after it is all there. */
  #seen(id: string | undefined): number | undefined {
    const [, boot, number] = /^([0-9a-f]{1,32})\.([0-9]{1,15})$/.exec(id ?? "") ?? [];
    if (boot !== this.#options.boot) return undefined;
    const seen = Number(number);
    return seen >= this.#first - 1 && seen <= this.#last ? seen : undefined;
  }

  #encode(kind: string, json: string, id: number): Uint8Array {
    return this.#encoder.encode(`id: ${this.#options.boot}.${id}\nevent: ${kind}\ndata: ${json}\n\n`);
  }

  #wake(): void {
    for (const spectator of this.#spectators) spectator.wake();
  }
}
