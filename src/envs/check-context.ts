import type { PythonEngine } from "../sandbox/index.ts";

/** Everything `check` may need besides the completion. */
export interface CheckContext {
  /** Runs strangers' programs; environments that need one use the process's shared engine unless one is given. */
  readonly python?: PythonEngine;
  readonly signal?: AbortSignal;
  /**
   * Runs the tests after the first that fails, too, so that `metrics.passed` counts all that pass: for shaping a reward.
   * Score and reason are the same.
   */
  readonly everyTest?: boolean;
}
