import type { Limits } from "../limits.ts";

/** How an engine is set up; everything has a default. */
export interface EngineOptions {
  /** Programs at the same time. Default: one a core, fewer if memory is short. */
  readonly workers?: number;
  /** Limits of a run unless the run names its own. */
  readonly limits?: Partial<Limits>;
  /** Folder that keeps the interpreter's instrumented module and snapshot; null keeps none. Default: the user's cache folder. */
  readonly cacheFolder?: string | null;
  /** Bubblewrap and seccomp around the child process: if they work here (default), not at all, or else fail. */
  readonly outerWall?: "auto" | "off" | "required";
  /** Runs after which a worker is replaced. Default: 1,000. */
  readonly runsPerWorker?: number;
  /** Told, in a sentence, what limits this host. */
  readonly onNotice?: (notice: string) => void;
}
