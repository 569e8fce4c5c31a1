import { AffineError, type ErrorCode, errorMessage } from "../../core/index.ts";
import { systemCode } from "../../io/index.ts";

const HINTS: Record<string, { hint: string; retryable: boolean }> = {
  ENOSPC: { hint: "The disk is full: free some space; writing goes on by itself.", retryable: true },
  EDQUOT: { hint: "The disk quota is used up: free some space; writing goes on by itself.", retryable: true },
  EACCES: { hint: "Give this user the right to write there, or choose another data folder.", retryable: false },
  EPERM: { hint: "The file system refuses this; choose a data folder on a local disk.", retryable: false },
  ENOTSUP: { hint: "The file system has no hard links; choose a data folder on a local disk.", retryable: false },
  EROFS: { hint: "The file system is read-only; choose another data folder.", retryable: false },
};
/** Codes of the ground floor, which says what of a file; a store says what of an object. */
const OF_FILES: readonly ErrorCode[] = ["disk_full", "file_access"];

/** An error of the file system as `store_transport`, with what to do about it. */
export function storeError(what: string, cause: unknown): AffineError {
  const ofFile = AffineError.isInstance(cause) && OF_FILES.includes(cause.code);
  if (AffineError.isInstance(cause) && !ofFile) return cause;
  const known = HINTS[systemCode(cause) ?? ""];
  const plain = ofFile ? (cause.cause ?? cause) : cause;
  return new AffineError("store_transport", `${what}: ${errorMessage(plain)}`, {
    hint: known?.hint ?? "Look at the disk; the operation can be repeated.",
    retryable: known?.retryable ?? true,
    cause,
  });
}
