import type { PythonEngine } from "../sandbox/index.ts";

/** A hidden test that an answer's program did not pass. */
export interface FailedTest {
  /** What it was given: standard input, or a call. */
  readonly input: string;
  /** What it printed or returned; `null` where it ended otherwise. */
  readonly printed: string | null;
  readonly wanted: string;
  /** Which test it is, in words, where tests have names. */
  readonly test?: string;
  /** The last that the interpreter said, where the program did not end well. */
  readonly error?: string;
}

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
  /** Told of the first test that the program did not pass: evidence for people, no part of the verdict. */
  readonly onFailedTest?: (failed: FailedTest) => void;
}
