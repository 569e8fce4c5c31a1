import { AffineError, errorMessage } from "../../core/index.ts";

/** The `code` of an error of the operating system (`ENOENT`), also of one that an {@link AffineError} wraps. */
export function systemCode(error: unknown): string | undefined {
  if (AffineError.isInstance(error)) return error.cause === undefined ? undefined : systemCode(error.cause);
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? code : undefined;
}

/** Passes `ENOENT` over, for `.catch`: there is nothing. @throws every other error again */
export function ignoreMissing(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
  return undefined;
}

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: "Free some space on that disk, then try again.",
  EDQUOT: "The disk quota is used up: free some space, then try again.",
  EACCES: "Give this user the right to do so, or choose another folder.",
  EPERM: "The file system refuses this: choose a folder on a local disk.",
  ENOTSUP: "The file system cannot do this: choose a folder on a local disk.",
  EROFS: "The file system is read-only: choose another folder.",
  EMFILE: "Too many files are open: raise the limit (ulimit -n).",
  ENFILE: "Too many files are open on this machine: end what holds them, then try again.",
  ENOTDIR: "A file stands where a folder is needed: move it away, or choose another folder.",
  ENAMETOOLONG: "Choose a shorter name.",
};

/** A failure of the operating system as `disk_full` or `file_access`, with what to do about it. */
export function fileFailure(what: string, cause: unknown): AffineError {
  if (AffineError.isInstance(cause)) return cause;
  const code = systemCode(cause) ?? "";
  return new AffineError(
    code === "ENOSPC" || code === "EDQUOT" ? "disk_full" : "file_access",
    `${what}: ${errorMessage(cause)}`,
    {
      hint: HINTS[code] ?? "Look at the disk and the folder's rights, then try again.",
      cause,
    },
  );
}

/** Whether an error says that the machine refuses something to this program, which is no fault of the program. */
export function isRefusal(error: unknown): boolean {
  return Object.hasOwn(HINTS, systemCode(error) ?? "");
}
