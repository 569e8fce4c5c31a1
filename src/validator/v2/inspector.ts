import type { Contestant } from "../../replay/index.ts";
import { errorMessage } from "../../core/index.ts";
import type { ModelCommitment } from "../../roster/index.ts";
import type { Logger } from "../../telemetry/index.ts";

/** What looking at a commitment from outside gave; `undefined` when it could not be told this time. */
export type Inspection = "ok" | { readonly reason: string; readonly detail: string } | undefined;

/** Whose commitment it is. */
export interface InspectedKey {
  readonly uid: number;
  readonly hotkey: string;
  readonly coldkey: string;
}

/**
 * Looks at what the chain cannot tell: does the repository hold that content, does the host serve exactly it. A passing
 * failure (a hub that does not answer) is no finding: return `undefined` or throw.
 */
export type Inspect = (commitment: ModelCommitment, key: InspectedKey, signal: AbortSignal) => Promise<Inspection>;

/** An opinion of ours that is new or has changed. */
export interface NewFinding {
  readonly contestant: Contestant;
  readonly reason: string;
  readonly detail: string;
}

/** Inspections under way at once. */
const AT_ONCE = 4;

/** Holds our opinion of every commitment, and looks again at every grid block. */
export class Inspector {
  readonly #inspect: Inspect;
  readonly #log: Logger;
  readonly #opinions = new Map<string, string>();
  /** Those of this life, by hotkey. */
  readonly #present = new Map<string, { readonly revision: string; readonly reason: string }>();
  readonly #running = new Set<string>();

  constructor(options: { inspect: Inspect | undefined; log: Logger }) {
    this.#inspect = options.inspect ?? (() => Promise.resolve("ok" as const));
    this.#log = options.log;
  }

  /** An opinion recorded before a restart. */
  remember(subject: string, reason: string): void {
    this.#opinions.set(subject, reason);
  }

  /** Opinions on record, for {@link remember}. */
  save(): [subject: string, reason: string][] {
    return [...this.#opinions];
  }

  /** What we find about what a key committed; `undefined` while we have not looked. */
  opinionOf(hotkey: string, revision: string): string | undefined {
    const present = this.#present.get(hotkey);
    return present?.revision === revision ? present.reason : undefined;
  }

  /**
   * Inspects commitments, a few at a time; those that still run since the last call are left alone.
   *
   * @param onFinding told of each opinion that is not the one recorded; the opinion is ours once it resolves
   */
  async look(
    contestants: readonly Contestant[],
    onFinding: (finding: NewFinding) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const waiting = contestants.filter(({ subject }) => !this.#running.has(subject));
    for (const { subject } of waiting) this.#running.add(subject);
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        try {
          await this.#lookAt(next, onFinding, signal);
        } finally {
          this.#running.delete(next.subject);
        }
      }
    });
    await Promise.all(workers);
  }

  async #lookAt(
    contestant: Contestant,
    onFinding: (finding: NewFinding) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { subject, uid, hotkey, coldkey, revision, commitment } = contestant;
    let found: Inspection;
    try {
      found = await this.#inspect(commitment, { uid, hotkey, coldkey }, signal);
    } catch (error) {
      if (!signal.aborted)
        this.#log.warn({ hotkey, problem: errorMessage(error) }, "a commitment could not be inspected");
      return;
    }
    if (found === undefined || signal.aborted) return;
    const { reason, detail } = found === "ok" ? { reason: "ok", detail: "" } : found;
    this.#present.set(hotkey, { revision, reason });
    if (this.#opinions.get(subject) === reason) return;
    await onFinding({ contestant, reason, detail });
    this.#opinions.set(subject, reason);
  }
}
