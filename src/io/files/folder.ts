import { mkdir, open, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileFailure, systemCode } from "./system-error.ts";

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
 * Creates a folder with all folders above it, each once. Node's own way (`recursive`) tries for ever where a folder that is
 * there takes no others and says that it is not (`/proc/1/x`).
 *
 * @returns the topmost new one; `undefined` when all were there
 * @throws AffineError `file_access` or `disk_full`
 */
export async function makeFolders(folder: string, mode?: number): Promise<string | undefined> {
  const missing: string[] = [];
  let path = resolve(folder);
  try {
    while (!(await isFolder(path))) {
      missing.unshift(path);
      path = dirname(path);
    }
    let first: string | undefined;
    for (const next of missing) if (await makeOne(next, mode)) first ??= next;
    return first;
  } catch (error) {
    throw fileFailure(`The folder ${folder} cannot be made`, error);
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (error) {
    if (systemCode(error) === "ENOENT" && path !== dirname(path)) return false;
    throw error;
  }
  throw Object.assign(new Error(`ENOTDIR: ${path} is no folder`), { code: "ENOTDIR" });
}

/** @returns whether it is new: another process may have made it meanwhile. */
async function makeOne(path: string, mode: number | undefined): Promise<boolean> {
  try {
    await mkdir(path, mode === undefined ? {} : { mode });
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST" && (await stat(path)).isDirectory()) return false;
    throw error;
  }
}

/**
 * Creates a folder with all folders above it, durably.
 *
 * @param mode of those that are new; the default leaves it to the user's umask
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const first = await makeFolders(folder, mode);
  if (first === undefined) return;
  // Each new folder is an entry of the one above it; the topmost new one, of a folder that was there.
  const top = dirname(first);
  for (let path = dirname(folder); ; path = dirname(path)) {
    await syncFolder(path);
    if (path === top || path === dirname(path)) return;
  }
}
