import type { RunSettings } from "../interpreter/guest.ts";

/** What a worker is made from. Shared memory, so that each worker costs only its own interpreter. */
export interface WorkerParts {
  /** The instrumented module. */
  readonly module: WebAssembly.Module;
  /** `python_stdlib.zip`. */
  readonly library: SharedArrayBuffer;
  readonly snapshot: SharedArrayBuffer;
}

export interface WorkerJob extends RunSettings {
  readonly program: Uint8Array;
}
