/** Every error code of the project, with the exit code of the command line and whether a retry can help by default. */
export const ERROR_CODES = {
  usage: { exitCode: 2, retryable: false },
  config_invalid: { exitCode: 3, retryable: false },
  credentials_missing: { exitCode: 3, retryable: false },
  credentials_invalid: { exitCode: 3, retryable: false },
  port_in_use: { exitCode: 3, retryable: false },
  locked: { exitCode: 3, retryable: false },
  state_version: { exitCode: 3, retryable: false },
  state_corrupt: { exitCode: 3, retryable: false },
  not_found: { exitCode: 1, retryable: false },
  invalid_input: { exitCode: 1, retryable: false },
  environment_unknown: { exitCode: 2, retryable: false },
  environment_params: { exitCode: 2, retryable: false },
  environment_broken: { exitCode: 1, retryable: false },
  challenge_id: { exitCode: 1, retryable: false },
  mechanism_unknown: { exitCode: 2, retryable: false },
  sandbox_unavailable: { exitCode: 1, retryable: true },
  chain_transport: { exitCode: 4, retryable: true },
  chain_rate_limited: { exitCode: 4, retryable: true },
  chain_rejected: { exitCode: 4, retryable: false },
  chain_stale: { exitCode: 4, retryable: true },
  chain_decode: { exitCode: 4, retryable: false },
  chain_untrue: { exitCode: 4, retryable: false },
  inference_transport: { exitCode: 5, retryable: true },
  inference_unavailable: { exitCode: 5, retryable: true },
  inference_rejected: { exitCode: 5, retryable: false },
  inference_protocol: { exitCode: 5, retryable: true },
  hub_transport: { exitCode: 1, retryable: true },
  hub_rejected: { exitCode: 1, retryable: false },
  hash_mismatch: { exitCode: 1, retryable: true },
  file_access: { exitCode: 1, retryable: false },
  disk_full: { exitCode: 1, retryable: false },
  /** Standard output cannot be written; 74 is EX_IOERR of sysexits.h. */
  output_failed: { exitCode: 74, retryable: false },
  preflight_failed: { exitCode: 1, retryable: false },
  signer_unavailable: { exitCode: 3, retryable: true },
  signer_refused: { exitCode: 1, retryable: false },
  store_transport: { exitCode: 6, retryable: true },
  store_conflict: { exitCode: 6, retryable: false },
  store_key: { exitCode: 6, retryable: false },
  record_invalid: { exitCode: 6, retryable: false },
  record_signature: { exitCode: 6, retryable: false },
  verification_failed: { exitCode: 1, retryable: false },
  below_threshold: { exitCode: 100, retryable: false },
  overloaded: { exitCode: 1, retryable: true },
  timeout: { exitCode: 1, retryable: true },
  interrupted: { exitCode: 130, retryable: false },
  unsupported: { exitCode: 1, retryable: false },
  internal: { exitCode: 1, retryable: false },
} as const satisfies Record<string, { exitCode: number; retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

export interface AffineErrorOptions {
  /** What to do next, one sentence. */
  hint?: string;
  cause?: unknown;
  /** Overrides the default of the code. */
  retryable?: boolean;
  /** Facts for logs and `--json`; never secrets. */
  details?: Readonly<Record<string, unknown>>;
}

const MARKER = Symbol.for("affine.error");

/**
 * The one error class of the project.
 *
 * @example
 * throw new AffineError("port_in_use", "Port 8420 is taken.", { hint: "Choose another with --port." });
 */
export class AffineError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly exitCode: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly [MARKER] = true;

  /** @throws AffineError `invalid_input` for a code that there is not: callers in JavaScript have no types. */
  constructor(code: ErrorCode, message: string, options: AffineErrorOptions = {}) {
    const isSound = Object.hasOwn(ERROR_CODES, code) && typeof message === "string" && isObject(options);
    if (!isSound) {
      throw new AffineError("invalid_input", "An AffineError has a code, a message and options; these are others.", {
        hint: `Pass a text for a message, and one of these codes: ${Object.keys(ERROR_CODES).join(", ")}.`,
      });
    }
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AffineError";
    this.code = code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? ERROR_CODES[code].retryable;
    this.exitCode = ERROR_CODES[code].exitCode;
    this.details = options.details ?? {};
  }

  /** True for errors of this class, also across two loaded copies of the package. */
  static isInstance(value: unknown): value is AffineError {
    return typeof value === "object" && value !== null && (value as { [MARKER]?: unknown })[MARKER] === true;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** The text of anything that was thrown, for messages and logs. */
export function errorMessage(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message === "" ? thrown.name : thrown.message;
  if (typeof thrown === "object" && thrown !== null && "message" in thrown && typeof thrown.message === "string") {
    return thrown.message;
  }
  try {
    return String(thrown);
  } catch {
    // An object that has no text, such as one without a prototype.
    return `a thrown ${typeof thrown} without a text`;
  }
}

/** What somebody else has said, for the end of a sentence of ours: one period is enough. */
export function withoutPeriod(said: string): string {
  return said.replace(/[.\s]+$/, "");
}
