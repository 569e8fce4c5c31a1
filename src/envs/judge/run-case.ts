import { textTail } from "../../core/index.ts";
import {
  DEFAULT_LIMITS,
  type PythonEngine,
  type Verdict as RunVerdict,
  type VerdictKind,
} from "../../sandbox/index.ts";
import type { CheckContext, FailedTest } from "../check-context.ts";

/** One run of an answer, and how its output is judged. */
export interface RunCase {
  readonly program: string;
  /** Modules beside it. */
  readonly files?: Readonly<Record<string, string>>;
  readonly stdin: string;
  readonly accepts: (stdout: string) => boolean;
  /** The test in words, for a run that printed this and was not accepted; `null` for one that ended otherwise. */
  readonly failed: (stdout: string | null) => FailedTest;
}

/** How a series of runs ended. */
export interface CasesResult {
  readonly reason: string;
  /** Runs that were right before the first that was not; with `everyTest` all that were. */
  readonly passed: number;
}

/** Why a run that did not end with status 0 is none that passes. */
export const RUN_REASONS: Readonly<Record<Exclude<VerdictKind, "ok">, string>> = {
  exit: "exit_status",
  runtime_error: "runtime_error",
  fuel: "fuel_exhausted",
  memory: "memory_exhausted",
  output: "output_too_long",
  violation: "program_violation",
  crash: "program_crashed",
};

const MOST_ERROR = 700;

/**
 * Fuel for all cases of an answer together: three times what one run may use. A right program uses a small part of it,
 * and one that is slow on purpose is through after a few cases instead of all.
 */
export const ANSWER_FUEL = 3 * DEFAULT_LIMITS.fuelTicks;

/**
 * Runs the cases one after the other, each in a fresh interpreter, up to the first that fails unless all are wanted.
 *
 * @throws AffineError `sandbox_unavailable` and the like when the sandbox, not the program, is at fault.
 */
export async function runCases(
  engine: PythonEngine,
  cases: readonly RunCase[],
  { signal, everyTest = false, onFailedTest }: Pick<CheckContext, "signal" | "everyTest" | "onFailedTest">,
): Promise<CasesResult> {
  let fuelLeft = ANSWER_FUEL;
  let passed = 0;
  let failed: string | null = null;
  for (const { program, files, stdin, accepts, failed: inWords } of cases) {
    signal?.throwIfAborted();
    const fuelTicks = Math.min(DEFAULT_LIMITS.fuelTicks, fuelLeft);
    if (fuelTicks <= 0) return { reason: failed ?? RUN_REASONS.fuel, passed };
    const verdict = await engine.run(program, { stdin, limits: { fuelTicks }, ...(files && { files }) });
    fuelLeft -= verdict.ticks;
    const reason = reasonOf(verdict, accepts);
    if (reason === "correct") passed += 1;
    else {
      if (failed === null) {
        onFailedTest?.({ ...inWords(verdict.kind === "ok" ? verdict.stdout : null), ...errorOf(verdict) });
      }
      failed ??= reason;
    }
    if (failed !== null && !everyTest) break;
  }
  return { reason: failed ?? "correct", passed };
}

/** What the interpreter said last of a run that did not end well, for people. */
export function errorOf(verdict: RunVerdict): Pick<FailedTest, "error"> {
  const said = verdict.kind === "ok" ? "" : textTail(verdict.stderr.trim(), MOST_ERROR);
  return said === "" ? {} : { error: said };
}

function reasonOf(verdict: RunVerdict, accepts: (stdout: string) => boolean): string {
  if (verdict.kind !== "ok") return RUN_REASONS[verdict.kind];
  return !verdict.truncated && accepts(verdict.stdout) ? "correct" : "wrong_output";
}
