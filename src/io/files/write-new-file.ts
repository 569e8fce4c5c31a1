import { open, rm } from "node:fs/promises";

/** Text or bytes; of several pieces, one after the other. */
export type FileContent = string | Uint8Array | Iterable<Uint8Array>;

/**
 * Writes a file that must not exist and waits until its bytes are on the disk; its name is not: see `syncFolder`.
 * What could not be written whole is removed again.
 *
 * @throws the system's own error (`EEXIST`, `ENOSPC`, …)
 */
export async function writeNewFile(
  path: string,
  content: FileContent,
  { mode = 0o600, onWritten }: { mode?: number | undefined; onWritten?: (() => void) | undefined } = {},
): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    try {
      for (const piece of typeof content === "string" || content instanceof Uint8Array ? [content] : content) {
        await file.appendFile(piece);
      }
      onWritten?.();
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
