const MIB = 2 ** 20;

/** Largest program, in bytes of UTF-8. */
export const MAX_PROGRAM_BYTES = 256 * 1024;
/** Largest standard input, in bytes. */
export const MAX_STDIN_BYTES = 16 * MIB;

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
