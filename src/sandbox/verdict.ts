/**
 * How a run ended. All of them are the program's own doing; trouble of ours is an error, never a verdict.
 *
 * - `ok`: exit status 0
 * - `exit`: another exit status
 * - `runtime_error`: an uncaught exception, a syntax error included; the traceback is in `stderr`
 * - `fuel`: more work than allowed
 * - `memory`: asked for more memory than allowed
 * - `output`: wrote more to one stream than allowed
 * - `violation`: reached for something outside; `detail` names it
 * - `crash`: the interpreter itself trapped, or its calls were nested too deeply
 */
export const VERDICT_KINDS = ["ok", "exit", "runtime_error", "fuel", "memory", "output", "violation", "crash"] as const;

export type VerdictKind = (typeof VERDICT_KINDS)[number];

/** What a program did: a function of program, stdin, limits and engine, the same on every machine. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** 0..255 when the program ended by itself, otherwise null. */
  readonly exitCode: number | null;
  /** UTF-8; bytes that are not UTF-8 read as U+FFFD. */
  readonly stdout: string;
  readonly stderr: string;
  /** Fuel used; all of it if it ran out. */
  readonly ticks: number;
  /** True if output was cut off at the limit. */
  readonly truncated: boolean;
  /** Name of the denied import, or reason of the crash; else null. */
  readonly detail: string | null;
}
