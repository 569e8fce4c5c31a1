/**
 * Runs Python programs that strangers' models wrote: harmless to the host, and with the same verdict on every machine.
 * See docs/sandbox.md.
 */
import { PooledEngine } from "./pool/pooled-engine.ts";
import type { EngineOptions } from "./pool/engine-options.ts";
import type { PythonEngine } from "./python-engine.ts";

export type { RunOptions } from "./job.ts";
export {
  DEFAULT_LIMITS,
  type Limits,
  MAX_FILES,
  MAX_FILES_BYTES,
  MAX_PROGRAM_BYTES,
  MAX_STDIN_BYTES,
  WORK_PATH,
} from "./limits.ts";
export type { EngineOptions } from "./pool/engine-options.ts";
export type { EngineReport, PythonEngine } from "./python-engine.ts";
export { type Verdict, VERDICT_KINDS, type VerdictKind } from "./verdict.ts";
export { CANARY } from "./pins.ts";

/**
 * An engine of one's own; it starts its workers at the first run.
 *
 * @example
 * const engine = createPythonEngine({ workers: 2 });
 * const verdict = await engine.run("print(input()[::-1])", { stdin: "abc\n" });
 * await engine.close();
 */
export function createPythonEngine(options: EngineOptions = {}): PythonEngine {
  return new PooledEngine(options);
}

/** The engine that a process shares: as many workers as the host holds, started at the first run. */
export const python: PythonEngine = createPythonEngine();
