import { errorMessage } from "../core/index.ts";
import {
  endpointBaseUrl,
  hostOf,
  type CommitmentFault,
  type ModelCommitment,
  type RosterOptions,
} from "../roster/index.ts";
import type { Logger } from "../telemetry/index.ts";
import { pause } from "../io/index.ts";

/** Where a model answers or why nowhere, and when that was found out. */
export interface KnownHost {
  readonly host: string | CommitmentFault;
  /** Milliseconds since 1970. */
  readonly lookedAtMs: number;
}

/** How much the book knows, and how old the oldest of it is. */
export interface HostLooks {
  readonly known: number;
  /** Commitments whose host has told nothing yet. */
  readonly waiting: number;
  /** Milliseconds since 1970; `null` while nothing is known. */
  readonly oldestAtMs: number | null;
}

export interface HostBookOptions extends Pick<RosterOptions, "baseUrlOf"> {
  readonly nowMs: () => number;
  readonly log: Logger;
  /** What is known is looked up again after so long. Default 60,000. */
  readonly refreshMs?: number;
  /** A host that has not told by then is given up until the next time. Default 15,000. */
  readonly patienceMs?: number;
}

interface Entry {
  readonly commitment: ModelCommitment;
  known?: KnownHost;
  wantedAtMs: number;
  dueAtMs: number;
  running: boolean;
}

const REFRESH_MS = 60_000;
const PATIENCE_MS = 15_000;
/** While nothing is known it is looked up so many times as often. */
const SOONER = 6;
/** Hosts asked at once: some may hang, and the others must not wait for them. */
const AT_ONCE = 32;
/** What nobody asked for in so many refreshes is forgotten. */
const FORGET_AFTER = 10;
/** Commitments remembered at most; a subnet has 256 keys. */
const MOST = 4096;
const LONGEST_WAIT_MS = 1000;
const MAX_URL_LENGTH = 2048;

/**
 * Where models answer, looked up beside the validator's loop: a host may be slow, hang or lie without anything waiting
 * for it. Reading the book never waits; what it does not know yet is looked up next. A look that fails leaves what was
 * known before, with its age.
 *
 * @example
 * const book = new HostBook({ baseUrlOf, nowMs: Date.now, log });
 * book.know(commitment); // undefined, and from now on it is looked up
 * await book.look(signal); // again and again, in a loop of its own
 */
export class HostBook {
  readonly #options: HostBookOptions;
  readonly #entries = new Map<string, Entry>();
  #running = 0;
  #wake = new AbortController();

  constructor(options: HostBookOptions) {
    this.#options = options;
  }

  get looks(): HostLooks {
    const all = [...this.#entries.values()].flatMap(({ known }) => known ?? []);
    const oldestAtMs = all.length === 0 ? null : Math.min(...all.map(({ lookedAtMs }) => lookedAtMs));
    return { known: all.length, waiting: this.#entries.size - all.length, oldestAtMs };
  }

  /** The last known host; `undefined` while there is none. Wanted from now on. */
  know(commitment: ModelCommitment): KnownHost | undefined {
    const nowMs = this.#options.nowMs();
    if (commitment.endpoint !== undefined) {
      return { host: endpointBaseUrl(commitment.endpoint), lookedAtMs: nowMs };
    }
    const key = JSON.stringify([commitment.model, commitment.revision, commitment.chute_id, commitment.identity]);
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      entry.wantedAtMs = nowMs;
      return entry.known;
    }
    if (this.#entries.size < MOST) {
      this.#entries.set(key, { commitment, wantedAtMs: nowMs, dueAtMs: nowMs, running: false });
      this.#wake.abort();
    }
    return undefined;
  }

  /** What the book knows, as the roster asks for it. */
  readonly baseUrlOf: NonNullable<RosterOptions["baseUrlOf"]> = (commitment) => {
    const known = this.know(commitment);
    if (known === undefined) {
      return Promise.resolve({ reason: "host_unknown", detail: "the inference host has not been asked yet" } as const);
    }
    const { host, lookedAtMs } = known;
    return Promise.resolve(typeof host === "string" ? host : { ...host, lookedAtMs });
  };

  /** Begins the looks that are due, and waits a moment. Does not throw for what hosts do. */
  async look(signal: AbortSignal): Promise<void> {
    const nowMs = this.#options.nowMs();
    this.#forget(nowMs);
    // Whoever told lately is asked before whoever hung: oldest due first, and a host that fails is due later.
    const due = [...this.#entries.values()]
      .filter(({ dueAtMs, running }) => !running && dueAtMs <= nowMs)
      .sort((a, b) => a.dueAtMs - b.dueAtMs);
    for (const entry of due.slice(0, AT_ONCE - this.#running)) void this.#ask(entry, signal);
    this.#wake = new AbortController();
    await pause(LONGEST_WAIT_MS, AbortSignal.any([signal, this.#wake.signal]));
  }

  async #ask(entry: Entry, signal: AbortSignal): Promise<void> {
    const { refreshMs = REFRESH_MS, patienceMs = PATIENCE_MS, nowMs } = this.#options;
    entry.running = true;
    this.#running += 1;
    const enough = new AbortController();
    const stop = AbortSignal.any([signal, enough.signal]);
    try {
      const late = pause(patienceMs, stop).then(() => unknown(`it did not answer within ${patienceMs} ms`));
      this.#note(entry, await Promise.race([this.#find(entry.commitment, stop), late]));
    } finally {
      enough.abort();
      entry.running = false;
      const isKnown = entry.known !== undefined && !isUnknown(entry.known);
      entry.dueAtMs = nowMs() + (isKnown ? refreshMs : refreshMs / SOONER);
      this.#running -= 1;
      this.#wake.abort();
    }
  }

  /** Whatever a host's adapter does, it becomes an address or a reason. */
  async #find(commitment: ModelCommitment, signal: AbortSignal): Promise<string | CommitmentFault> {
    try {
      return usable(await hostOf(commitment, this.#options, signal));
    } catch (error) {
      return unknown(errorMessage(error));
    }
  }

  #note(entry: Entry, found: string | CommitmentFault): void {
    if (isUnknown({ host: found })) {
      const { model } = entry.commitment;
      this.#options.log.debug({ model, found }, "a host could not be looked up");
      if (entry.known !== undefined && !isUnknown(entry.known)) return;
    }
    entry.known = { host: found, lookedAtMs: this.#options.nowMs() };
  }

  #forget(nowMs: number): void {
    const { refreshMs = REFRESH_MS } = this.#options;
    for (const [key, { wantedAtMs, running }] of this.#entries) {
      if (!running && wantedAtMs < nowMs - FORGET_AFTER * refreshMs) this.#entries.delete(key);
    }
  }
}

/** A look that told nothing, neither an address nor why there is none. */
export function isUnknown({ host }: Pick<KnownHost, "host">): boolean {
  return typeof host !== "string" && host.reason === "host_unknown";
}

/** What an adapter answered, if it is an answer. */
function usable(found: unknown): string | CommitmentFault {
  if (typeof found === "string") {
    const isUrl = found.length <= MAX_URL_LENGTH && URL.canParse(found) && /^https?:/.test(found);
    return isUrl ? found : unknown("it gave an address that is none");
  }
  const fault = found as Partial<CommitmentFault> | null | undefined;
  if (typeof fault?.reason === "string" && typeof fault.detail === "string") return found as CommitmentFault;
  return unknown("it gave no usable answer");
}

function unknown(problem: string): CommitmentFault {
  return { reason: "host_unknown", detail: `the inference host could not be asked: ${problem}` };
}
