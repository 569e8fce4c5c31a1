import { AffineError, errorMessage } from "../../core/index.ts";

/** The `code` of an error of the operating system. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

const HINTS: Record<string, { hint: string; retryable: boolean }> = {
  ENOSPC: { hint: "The disk is full: free some space; writing goes on by itself.", retryable: true },
  EDQUOT: { hint: "The disk quota is used up: free some space; writing goes on by itself.", retryable: true },
  EACCES: { hint: "Give this user the right to write there, or choose another data folder.", retryable: false },
  EPERM: { hint: "The file system refuses this; choose a data folder on a local disk.", retryable: false },
  ENOTSUP: { hint: "The file system has no hard links; choose a data folder on a local disk.", retryable: false },
  EROFS: { hint: "The file system is read-only; choose another data folder.", retryable: false },
};

/** An error of the file system as `store_transport`, with what to do about it. */
export function storeError(what: string, cause: unknown): AffineError {
  if (AffineError.isInstance(cause)) return cause;
  const known = HINTS[systemCode(cause) ?? ""];
  return new AffineError("store_transport", `${what}: ${errorMessage(cause)}`, {
    hint: known?.hint ?? "Look at the disk; the operation can be repeated.",
    retryable: known?.retryable ?? true,
    cause,
  });
}
