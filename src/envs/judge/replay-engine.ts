import { AffineError } from "../../core/index.ts";
import type { PythonEngine } from "../../sandbox/index.ts";

/** An engine that says at once what a right answer would print: with it, checking is timed without the sandbox. */
export function replayEngine(stdoutFor: (stdin: string) => string): PythonEngine {
  return {
    run: (_program, options) =>
      Promise.resolve({
        kind: "ok",
        exitCode: 0,
        stdout: stdoutFor(String(options?.stdin)),
        stderr: "",
        ticks: 0,
        truncated: false,
        detail: null,
      }),
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
    inspect: () => Promise.reject(new AffineError("unsupported", "A replayed engine runs nothing.")),
  };
}
