import { python, type PythonEngine, type Verdict } from "../../../sandbox/index.ts";
import type { CheckContext } from "../../environment.ts";

/**
 * Runs a program of a corpus in the context's engine, or else in the one that the process shares.
 *
 * @throws AffineError `sandbox_unavailable`.
 */
export async function runInSandbox(context: CheckContext, program: string, stdin: string): Promise<Verdict> {
  const engine = isEngine(context.python) ? context.python : python;
  return engine.run(program, { stdin });
}

function isEngine(value: unknown): value is PythonEngine {
  return typeof value === "object" && value !== null && "run" in value && typeof value.run === "function";
}
