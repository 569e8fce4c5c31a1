import type { PythonEngine } from "../sandbox/index.ts";

/** Everything `check` may need besides the completion. */
export interface CheckContext {
  /** Runs strangers' programs; environments that need one use the process's shared engine unless one is given. */
  readonly python?: PythonEngine;
  readonly signal?: AbortSignal;
}
