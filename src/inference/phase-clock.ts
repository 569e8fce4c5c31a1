import type { TimeoutPhase } from "./failure.ts";
import type { InferenceTimeouts } from "./options.ts";

/** Phases that follow one another; `total` and `deadline` run beside them. */
export type ExchangePhase = Exclude<TimeoutPhase, "total" | "deadline">;

/** A timer may fire this much before its time on the finer clock. */
const TIMER_SLACK_MS = 1;

/**
 * Watches the phases of one attempt with a single timer: entering a phase only notes when it ends, which costs next
 * to nothing for each chunk of a stream; the timer looks at the notes when it fires and goes on if there is time left.
 */
export class PhaseClock {
  readonly #timeouts: InferenceTimeouts;
  readonly #onLate: (phase: TimeoutPhase, limitMs: number) => void;
  readonly #startedAt = performance.now();
  readonly #deadlineAt: number;
  #phase: ExchangePhase = "connect";
  #phaseEndsAt: number;
  #winding = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #armedUntil = Infinity;

  constructor(timeouts: InferenceTimeouts, deadlineAt: number, onLate: (phase: TimeoutPhase, limitMs: number) => void) {
    this.#timeouts = timeouts;
    this.#deadlineAt = deadlineAt;
    this.#onLate = onLate;
    this.#phaseEndsAt = this.#startedAt + timeouts.connectMs;
    this.#arm();
  }

  elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Begins a phase, or begins it anew. */
  enter(phase: ExchangePhase): void {
    this.#winding = false;
    this.#phase = phase;
    this.#phaseEndsAt = performance.now() + this.#limitMs(phase);
    if (this.#phaseEndsAt < this.#armedUntil) this.#arm();
  }

  /** Gives what is left to do `limitMs` at most; nothing else is watched until a phase begins anew. */
  windUp(limitMs: number): void {
    this.#winding = true;
    this.#phaseEndsAt = performance.now() + limitMs;
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#armedUntil = this.#earliest();
    this.#timer = setTimeout(() => this.#check(), Math.max(0, this.#armedUntil - performance.now()));
  }

  #check(): void {
    if (performance.now() + TIMER_SLACK_MS < this.#earliest()) {
      this.#arm();
      return;
    }
    // If it was this process that stood still, the bytes are waiting: let them be read before judging the host.
    setImmediate(() => {
      if (this.#stopped) return;
      if (performance.now() + TIMER_SLACK_MS < this.#earliest()) this.#arm();
      else this.#report();
    });
  }

  #report(): void {
    const endsAt = this.#earliest();
    this.#stopped = true;
    if (endsAt === this.#phaseEndsAt) this.#onLate(this.#phase, this.#limitMs(this.#phase));
    else if (endsAt === this.#totalEndsAt) this.#onLate("total", this.#timeouts.totalMs);
    else this.#onLate("deadline", this.elapsedMs());
  }

  get #totalEndsAt(): number {
    return this.#startedAt + this.#timeouts.totalMs;
  }

  #earliest(): number {
    return this.#winding ? this.#phaseEndsAt : Math.min(this.#phaseEndsAt, this.#totalEndsAt, this.#deadlineAt);
  }

  #limitMs(phase: ExchangePhase): number {
    switch (phase) {
      case "connect":
        return this.#timeouts.connectMs;
      case "headers":
        return this.#timeouts.headersMs;
      case "first token":
        return this.#timeouts.firstTokenMs;
      case "idle":
        return this.#timeouts.idleMs;
    }
  }
}
