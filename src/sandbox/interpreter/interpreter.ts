import type { VerdictKind } from "../verdict.ts";
import { createInstance, type InterpreterInstance, type InterpreterParts, type OpenGates } from "./instance.ts";
import { searchWorkFirst } from "./search-work-first.ts";
import type { RunSettings } from "./guest.ts";
import { endOf } from "./end-of-run.ts";
import { RunEnded } from "./run-ended.ts";
import { restoreSnapshot, type Snapshot } from "./snapshot.ts";

/** How a run ended, as bytes. `host_failure` is no verdict: the host failed, and the run says nothing. */
export interface RunResult {
  readonly kind: VerdictKind | "host_failure";
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly ticks: number;
  readonly truncated: boolean;
  readonly detail: string | null;
  /** Size of linear memory at the end. */
  readonly memoryBytes: number;
}

/** Runs programs one after another, each from the same snapshot. */
export class Interpreter {
  readonly instance: InterpreterInstance;
  readonly #snapshot: Snapshot;
  #clean = false;

  constructor(parts: InterpreterParts, snapshot: Snapshot, open: OpenGates = {}) {
    this.#snapshot = snapshot;
    this.instance = createInstance(parts, "running", open);
    this.reset();
  }

  /** Back to the snapshot. Done after a run, while nobody waits; `run` does it otherwise. */
  reset(): void {
    restoreSnapshot(this.instance, this.#snapshot);
    this.#clean = true;
  }

  run(program: Uint8Array, settings: RunSettings): RunResult {
    if (!this.#clean) this.reset();
    this.#clean = false;
    const { guest } = this.instance;
    guest.begin(settings);
    const ended = this.#execute(program, (settings.files ?? []).length > 0);
    return {
      kind: ended.kind,
      exitCode: ended.exitCode,
      detail: ended.detail,
      stdout: guest.stdout.bytes(),
      stderr: guest.stderr.bytes(),
      ticks: guest.meter.used,
      truncated: guest.stdout.truncated || guest.stderr.truncated,
      memoryBytes: this.instance.memory.memory.buffer.byteLength,
    };
  }

  #execute(program: Uint8Array, hasFiles: boolean): RunEnded {
    const { guest, memory } = this.instance;
    try {
      if (hasFiles) searchWorkFirst(this.instance);
      const copy = this.instance.call("malloc", program.length + 1);
      memory.bytes.set(program, copy);
      const source = this.instance.call("PyBytes_FromStringAndSize", copy, program.length);
      this.instance.call("free", copy);
      this.instance.call("PyObject_CallOneArg", this.#snapshot.entry, source);
      // The entry never returns unless a program has tampered with it.
      return guest.ended ?? new RunEnded("crash", null, "returned");
    } catch (thrown) {
      return endOf(guest, thrown);
    }
  }
}
