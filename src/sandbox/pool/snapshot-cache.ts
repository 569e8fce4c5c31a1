import { existsSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { replaceFile } from "../../io/index.ts";
import { PINS } from "../pins.ts";

/** Where snapshots are kept if nobody says otherwise: a cache, rebuilt in about two seconds when missing. */
export function defaultCacheFolder(): string {
  const named = process.env["AFFINE_CACHE_DIR"];
  if (named !== undefined && named !== "") return join(named, "sandbox");
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "affine", "sandbox");
}

/** The snapshot's file, named by its hash, so that versions do not collide. */
export function snapshotPath(folder: string): string {
  return join(folder, `python-${PINS.snapshot.slice(0, 16)}.snapshot`);
}

/** Its real path, if it is there: the child may read that path and no other. */
export function cachedSnapshot(folder: string): string | null {
  const path = snapshotPath(folder);
  return existsSync(path) ? realpathSync(path) : null;
}

/** Keeps a snapshot: whole or not at all. The reader checks its hash, so a damaged file costs only time. */
export async function storeSnapshot(folder: string, bytes: Uint8Array): Promise<void> {
  await replaceFile(snapshotPath(folder), bytes);
}
