import { isUtf8 } from "node:buffer";
import { AffineError, utf8 } from "../core/index.ts";
import { type Limits, MAX_PROGRAM_BYTES, MAX_STDIN_BYTES } from "./limits.ts";
import { type JobFile, parseFiles } from "./parse-files.ts";
import { resolveLimits } from "./resolve-limits.ts";

/** Options of one run. */
export interface RunOptions {
  /** Standard input; a text is given as UTF-8. Default: empty. */
  readonly stdin?: string | Uint8Array;
  readonly limits?: Partial<Limits>;
  /**
   * Files that the program finds below `/work`, read-only, for this run alone: relative paths with their texts, at most 64
   * with 1 MiB together. `/work` then is the first place in which modules are looked for.
   */
  readonly files?: Readonly<Record<string, string>>;
}

/** A checked request: bytes and complete limits. */
export interface Job {
  readonly program: Uint8Array;
  readonly stdin: Uint8Array;
  readonly limits: Limits;
  /** In the order of their paths. */
  readonly files: readonly JobFile[];
}

/**
 * Checks a request before any of it reaches the sandbox.
 *
 * @throws AffineError `invalid_input` with `details.field` = "program", "stdin", "limits" or "files".
 */
export function parseJob(program: string | Uint8Array, options: RunOptions = {}): Job {
  const source = bytesOf(program, "program", MAX_PROGRAM_BYTES);
  if (source.length === 0) throw refuse("program", "is empty", "Give Python source text.");
  if (!isUtf8(source)) throw refuse("program", "is not valid UTF-8", "Give Python source text in UTF-8.");
  if (source.includes(0)) throw refuse("program", "holds a NUL byte", "Python source text has none.");
  const stdin = bytesOf(options.stdin ?? "", "stdin", MAX_STDIN_BYTES);
  return { program: source, stdin, limits: resolveLimits(options.limits), files: parseFiles(options.files) };
}

function bytesOf(given: string | Uint8Array, field: "program" | "stdin", maxBytes: number): Uint8Array {
  if (typeof given !== "string" && !(given instanceof Uint8Array)) {
    throw refuse(field, "is neither a text nor bytes", "Give a string or a Uint8Array.");
  }
  // Checked before encoding, so that an absurdly long text costs nothing: UTF-8 is never shorter than UTF-16 units.
  if (given.length > maxBytes) throw tooLong(field, given.length, maxBytes);
  if (typeof given !== "string") return given;
  if (!given.isWellFormed()) throw refuse(field, "holds a lone surrogate", "Give well-formed text, or bytes.");
  const bytes = utf8(given);
  if (bytes.length > maxBytes) throw tooLong(field, bytes.length, maxBytes);
  return bytes;
}

function tooLong(field: string, length: number, maxBytes: number): AffineError {
  return refuse(field, `is ${length} bytes long`, `At most ${maxBytes} bytes are taken.`);
}

function refuse(field: string, problem: string, hint: string): AffineError {
  return new AffineError("invalid_input", `The ${field} ${problem}.`, { hint, details: { field } });
}
