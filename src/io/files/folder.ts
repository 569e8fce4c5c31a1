import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes what was created, linked, renamed or removed in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Creates a folder with all folders above it, durably.
 *
 * @param mode of those that are new; the default leaves it to the user's umask
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const first = await mkdir(folder, { recursive: true, ...(mode === undefined ? {} : { mode }) });
  if (first === undefined) return;
  // Each new folder is an entry of the one above it; the topmost new one, of a folder that was there.
  const top = dirname(first);
  for (let path = dirname(folder); ; path = dirname(path)) {
    await syncFolder(path);
    if (path === top || path === dirname(path)) return;
  }
}
