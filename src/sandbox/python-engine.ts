import type { RunOptions } from "./job.ts";
import type { Verdict } from "./verdict.ts";

/** Runs Python programs that nobody trusts. */
export interface PythonEngine {
  /**
   * Runs a program to its end and says how it ended. Programs beyond the number of workers wait their turn.
   *
   * @param program Python source text, at most 256 KiB of UTF-8.
   * @throws AffineError `invalid_input` for a program, stdin, limit or file that is not taken (`details.field` names it);
   * `sandbox_unavailable` if this host cannot run programs, which says nothing about the program.
   * @example
   * const { kind, stdout } = await engine.run("print(sum(map(int, input().split())))", { stdin: "1 2\n" });
   */
  run(program: string | Uint8Array, options?: RunOptions): Promise<Verdict>;
  /** Starts the workers now rather than at the first run. */
  start(): Promise<void>;
  /** What stands around the programs on this host; starts the workers. */
  inspect(): Promise<EngineReport>;
  /** Ends the workers. Runs in flight fail with `interrupted`; a later run starts new ones. */
  close(): Promise<void>;
}

/** The state of an engine. */
export interface EngineReport {
  readonly workers: number;
  readonly workersWanted: number;
  /** Why there are fewer workers than wanted, or what else limits this host; empty if nothing does. */
  readonly notices: readonly string[];
  readonly node: string;
  /** Process in which programs run. */
  readonly processId: number;
  readonly startMs: number;
  readonly walls: {
    /** Our import gate: always. */
    readonly gate: true;
    /** Node's permission flag on the child process: always. */
    readonly permissions: true;
    /** Bubblewrap and seccomp around the child process. */
    readonly bubblewrap: boolean;
    /** Why not, if not. */
    readonly bubblewrapMissing: string | null;
  };
  /** What code in the child process itself can still do: tried, not assumed. */
  readonly reachable: {
    readonly readsForeignFiles: boolean;
    readonly writesFiles: boolean;
    readonly opensSockets: boolean;
    readonly startsProcesses: boolean;
    readonly environmentVariables: number;
  };
}
