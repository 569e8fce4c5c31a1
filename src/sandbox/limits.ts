const MIB = 2 ** 20;

/** Largest program, in bytes of UTF-8. */
export const MAX_PROGRAM_BYTES = 256 * 1024;
/** Largest standard input, in bytes. */
export const MAX_STDIN_BYTES = 16 * MIB;
/** Files that a run may be given. */
export const MAX_FILES = 64;
/** All of them together, in bytes of UTF-8. */
export const MAX_FILES_BYTES = MIB;
/** Longest path of one, in characters. */
export const MAX_PATH_LENGTH = 128;
/** Names in a path, the file's own among them. */
export const MAX_PATH_DEPTH = 8;
/** Folder in which a run finds the files that it was given; the first place in which modules are looked for. */
export const WORK_PATH = "/work";

/** What a program may use. */
export interface Limits {
  /** Units of fuel, about one for each machine operation (docs/sandbox.md); a processor does about a billion a second. */
  readonly fuelTicks: number;
  /** Interpreter and program together; the interpreter alone takes about 30 MiB. */
  readonly memoryBytes: number;
  /** Each of stdout and stderr. */
  readonly outputBytes: number;
  /**
   * After so long the host is taken to be ill: the run fails with `sandbox_unavailable` and says nothing about the
   * program. No program gets there on a healthy host, since its fuel runs out long before.
   */
  readonly wallMs: number;
}

/**
 * The wall clock of a run that names none: twenty times what the slowest program takes for that much fuel. Measured: no
 * program took more than ten nanoseconds of processor time a unit on a busy machine; most take less than one.
 */
export const WALL_MS_PER_UNIT = 20 * 10e-6;

export const DEFAULT_LIMITS: Limits = {
  fuelTicks: 800_000_000,
  memoryBytes: 512 * MIB,
  outputBytes: 1_000_000,
  wallMs: 160_000,
};
