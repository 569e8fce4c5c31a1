import type { EventEmitter } from "node:events";
import type { RunnerEvents } from "./runner.ts";

/** Trouble of less than this passes: a server that restarts, a sandbox that starts anew. */
const PASSING_MS = 60_000;

export interface RunnerState {
  /** False when the queue, or whatever answers are judged with, has failed for a minute and still does. */
  readonly ok: boolean;
  readonly answers: number;
  /** What fails now, with its words; null when nothing does. */
  readonly trouble: string | null;
}

/** Whether a runner does its work, told from its events. */
export class RunnerHealth {
  readonly #nowMs: () => number;
  readonly #troubles = new Map<"queue" | "answer", { sinceMs: number; message: string }>();
  #answers = 0;

  constructor(events: EventEmitter<RunnerEvents>, nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    events.on("claimed", () => this.#troubles.delete("queue"));
    events.on("result", () => {
      this.#answers += 1;
      this.#troubles.delete("answer");
    });
    events.on("trouble", ({ message }, of) => {
      const sinceMs = this.#troubles.get(of)?.sinceMs ?? this.#nowMs();
      this.#troubles.set(of, { sinceMs, message });
    });
  }

  get state(): RunnerState {
    const troubles = [...this.#troubles.values()];
    return {
      ok: troubles.every(({ sinceMs }) => this.#nowMs() - sinceMs < PASSING_MS),
      answers: this.#answers,
      trouble: troubles[0]?.message ?? null,
    };
  }
}
