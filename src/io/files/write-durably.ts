import { link, rename, rm, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder, syncFolder } from "./folder.ts";
import { fileFailure, ignoreMissing, systemCode } from "./system-error.ts";
import { sweepOnce, temporaryName } from "./temporary-name.ts";
import { type FileContent, writeNewFile } from "./write-new-file.ts";
import type { WriteOptions } from "./write-options.ts";

/**
 * Replaces a file, or makes it, durably: whatever happens, it holds the old content or the new, whole. Folders on the
 * way are made. Of two that replace it at once, one is last.
 *
 * @throws AffineError `disk_full`, `file_access`; then the old content stands
 */
export async function replaceFile(path: string, content: FileContent, options: WriteOptions = {}): Promise<void> {
  await giveName(path, content, options, async (temporary) => {
    await rename(temporary, path);
    return true;
  });
}

/**
 * Writes a file durably unless there is one of that name: whole, or not at all. Folders on the way are made. Of several
 * that write it at once, exactly one does.
 *
 * @returns whether it was written; if not, the one that is there is durable as well
 * @throws AffineError `disk_full`, `file_access`; then there is no new file
 */
export async function writeOnce(path: string, content: FileContent, options: WriteOptions = {}): Promise<boolean> {
  return giveName(path, content, options, async (temporary) => {
    try {
      await link(temporary, path);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    }
  });
}

/** Removes a file durably, if it is there. @throws AffineError `file_access` */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path).catch(ignoreMissing);
    await syncFolder(dirname(path));
  } catch (error) {
    throw fileFailure(`Cannot remove ${path}`, error);
  }
}

async function giveName(
  path: string,
  content: FileContent,
  { mode, folderMode, temporaryFolder, onStep }: WriteOptions,
  name: (temporary: string) => Promise<boolean>,
): Promise<boolean> {
  const folder = dirname(path);
  const temporary = temporaryName(temporaryFolder === undefined ? path : join(temporaryFolder, basename(path)));
  try {
    await makeFolder(folder, folderMode);
    if (temporaryFolder === undefined) await sweepOnce(folder);
    // It need not survive a power cut: what is in it then is thrown away.
    else await makeFolder(temporaryFolder, folderMode);
    try {
      await writeNewFile(temporary, content, { mode, onWritten: () => onStep?.("written") });
      onStep?.("synced");
      const first = await name(temporary);
      onStep?.("named");
      // Also for a file of somebody else, who may have died before he did it.
      await syncFolder(folder);
      onStep?.("durable");
      return first;
    } finally {
      await rm(temporary, { force: true });
    }
  } catch (error) {
    throw fileFailure(`Cannot write ${path}`, error);
  }
}
