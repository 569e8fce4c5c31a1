import { spawn } from "node:child_process";
import { AffineError } from "../../../core/index.ts";

export interface ProgramRun {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Typed into its terminal, so to speak. */
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ProgramEnd {
  /** What it printed on both outputs, in the order it came, without colours; the last 256 KiB. */
  readonly output: string;
  readonly exitCode: number | null;
}

const MAX_OUTPUT = 262_144;
/** Colours, cursor movements and hyperlinks (ECMA-48). */
const TERMINAL_CODES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/**
 * Runs a program to its end. Its whole process group ends with the signal or the time limit.
 *
 * @throws AffineError `not_found` when there is no such program, `timeout`, `interrupted`
 */
export function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  return new Promise((resolve, reject) => {
    if (run.signal?.aborted === true) {
      reject(stopped(run.program, run.signal.reason));
      return;
    }
    const child = spawn(run.program, run.args, { cwd: run.cwd, env: { ...run.env }, detached: true, stdio: "pipe" });
    let output = "";
    let failure: AffineError | undefined;
    const end = (error: AffineError): void => {
      failure ??= error;
      killGroup(child.pid);
    };
    const onAbort = (): void => end(stopped(run.program, run.signal?.reason));
    const timer = setTimeout(() => {
      end(new AffineError("timeout", `${run.program} did not end within ${run.timeoutMs / 1000} s.`));
    }, run.timeoutMs);
    run.signal?.addEventListener("abort", onAbort, { once: true });
    const settle = (): void => {
      clearTimeout(timer);
      run.signal?.removeEventListener("abort", onAbort);
    };
    const collect = (text: string): void => {
      output = (output + text).slice(-MAX_OUTPUT);
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    // A program that ends without reading its input closes the pipe; what it printed says why.
    child.stdin.on("error", () => undefined);
    child.stdin.end(run.input);
    child.once("error", (cause: NodeJS.ErrnoException) => {
      settle();
      const missing = cause.code === "ENOENT" || cause.code === "EACCES";
      reject(
        new AffineError(
          missing ? "not_found" : "internal",
          `The program ${run.program} cannot be run: ${cause.message}`,
          {
            hint: "Install it, or give its path.",
            cause,
          },
        ),
      );
    });
    child.once("close", (exitCode) => {
      settle();
      if (failure === undefined) resolve({ output: output.replace(TERMINAL_CODES, ""), exitCode });
      else reject(failure);
    });
  });
}

function stopped(program: string, cause: unknown): AffineError {
  return new AffineError("interrupted", `${program} was stopped by its caller.`, { cause });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (thrown) {
    // It ended by itself in the meantime.
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}
