/** How the child process is started: the one argument of its command line, as JSON. */
export interface ChildSettings {
  readonly wasmPath: string;
  readonly libraryPath: string;
  /** The cached instrumented module; null makes the child build it and send it back. */
  readonly modulePath: string | null;
  /** The cached snapshot; null makes the child build it and send it back. */
  readonly snapshotPath: string | null;
  /** Programs that run at the same time. */
  readonly workers: number;
  /** Workers kept ready beyond those. */
  readonly spares: number;
  /** Runs after which a worker is replaced. */
  readonly runsPerWorker: number;
  /** Native stack of a worker, in MiB: `WORKER_STACK_MB` but for tests, which show that less would do. */
  readonly stackMb: number;
}

/** Several times what frames take when the call-depth limit is reached, in any tier of compiled code. */
export const WORKER_STACK_MB = 400;
