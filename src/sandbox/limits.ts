const MIB = 2 ** 20;

/** Largest program, in bytes of UTF-8. */
export const MAX_PROGRAM_BYTES = 256 * 1024;
/** Largest standard input, in bytes. */
export const MAX_STDIN_BYTES = 16 * MIB;

/** What a program may use. */
export interface Limits {
  /** Evaluator ticks: one for each turn of a loop or call of a function; plain Python uses 3 to 15 million a second. */
  readonly fuelTicks: number;
  /** Interpreter and program together; the interpreter alone takes about 30 MiB. */
  readonly memoryBytes: number;
  /** Each of stdout and stderr. */
  readonly outputBytes: number;
  /** Safety net against work that the evaluator does not see, such as one endless built-in call. */
  readonly wallMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  fuelTicks: 45_000_000,
  memoryBytes: 512 * MIB,
  outputBytes: 1_000_000,
  wallMs: 30_000,
};
