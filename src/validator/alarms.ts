/** Something that a person should look at. */
export interface Alarm {
  /** When it rose, milliseconds since 1970. */
  readonly atMs: number;
  readonly code: string;
  readonly message: string;
}

/** At most one alarm a code: it rises once, may change its text, and goes when its cause is gone. */
export class Alarms {
  readonly #raised = new Map<string, Alarm>();
  readonly #nowMs: () => number;
  readonly #onRaise: (alarm: Alarm) => void;

  constructor(nowMs: () => number, onRaise: (alarm: Alarm) => void) {
    this.#nowMs = nowMs;
    this.#onRaise = onRaise;
  }

  raise(code: string, message: string): void {
    const known = this.#raised.get(code);
    const alarm = { atMs: known?.atMs ?? this.#nowMs(), code, message };
    this.#raised.set(code, alarm);
    if (known === undefined) this.#onRaise(alarm);
  }

  clear(code: string): void {
    this.#raised.delete(code);
  }

  /** Oldest first. */
  list(): Alarm[] {
    return [...this.#raised.values()];
  }
}
