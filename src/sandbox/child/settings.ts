/** How the child process is started: the one argument of its command line, as JSON. */
export interface ChildSettings {
  readonly wasmPath: string;
  readonly libraryPath: string;
  /** A cached snapshot; null makes the child build it and send it back. */
  readonly snapshotPath: string | null;
  /** Programs that run at the same time. */
  readonly workers: number;
  /** Workers kept ready beyond those. */
  readonly spares: number;
  /** Runs after which a worker is replaced. */
  readonly runsPerWorker: number;
}

/** A worker whose memory has grown beyond this is replaced, so that one program's size never reaches the next. */
export const RECYCLE_MEMORY_BYTES = 64 * 2 ** 20;

/** Large enough that Python's own recursion limits always come first, in any tier of compiled code. */
export const WORKER_STACK_MB = 400;
