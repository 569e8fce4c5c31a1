import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { replaceFile } from "../../io/index.ts";
import { PINS } from "../pins.ts";

/** What is built once and kept: the instrumented module and the interpreter's snapshot. */
export type BuiltName = "module" | "snapshot";

/** Where they are kept if nobody says otherwise: a cache, built again in a few seconds when missing. */
export function defaultCacheFolder(): string {
  const named = process.env["AFFINE_CACHE_DIR"];
  if (named !== undefined && named !== "") return join(named, "sandbox");
  return join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "affine", "sandbox");
}

/** The file, named by its hash, so that versions do not collide. */
export function builtPath(folder: string, name: BuiltName): string {
  return join(
    folder,
    name === "module" ? `python-${short(PINS.module)}.wasm` : `python-${short(PINS.snapshot)}.snapshot`,
  );
}

/** Its real path, if it is there: the child may read that path and no other. */
export function cachedPath(folder: string, name: BuiltName): string | null {
  try {
    return realpathSync(builtPath(folder, name));
  } catch {
    // Not there, or not to be reached: it is built anew.
    return null;
  }
}

/**
 * Keeps what was built: whole or not at all, so that two processes may do it at once. The reader checks its hash, so a
 * damaged file costs only time.
 */
export async function storeBuilt(folder: string, name: BuiltName, bytes: Uint8Array): Promise<void> {
  await replaceFile(builtPath(folder, name), bytes);
}

function short(hash: string): string {
  return hash.slice(0, 16);
}
