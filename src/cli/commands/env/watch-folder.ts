import { EventEmitter, once } from "node:events";
import { statSync, watch, type FSWatcher } from "node:fs";
import { sep } from "node:path";
import { fileFailure, pause } from "../../../io/index.ts";

/** Editors write a file in several steps; what follows within this belongs to one change. */
const SETTLE_MS = 200;
/** How often is looked whether the folder is still the one that is watched: one that is removed rings nobody. */
const LOOK_MS = 500;

export interface FolderChanges extends AsyncIterable<void> {
  /** Whether something has changed that was not yielded yet. */
  readonly hasMore: () => boolean;
}

/**
 * Watches a folder from now on: once for a change, and once more for all that changes while that one is worked on, until
 * interrupted. A folder that is removed, moved or made anew has changed, and is watched again once it is there.
 *
 * @param below whether folders within it count too.
 * @throws AffineError (rejects) `file_access` for a folder that cannot be watched.
 */
export function watchFolder(folder: string, signal: AbortSignal, below: boolean): FolderChanges {
  const bell = new EventEmitter();
  let hasChanged = false;
  let fault: unknown;
  let watcher: FSWatcher | undefined;
  let watched: string | undefined;

  const ring = (): void => {
    hasChanged = true;
    bell.emit("rung");
  };
  const fail = (error: unknown): void => {
    // What is gone by the time it is looked at has changed, and nothing else is known of it.
    if (!isGone(error)) fault = error;
    ring();
  };
  const arm = (): void => {
    watcher?.close();
    watcher = undefined;
    watched = identityOf(folder);
    if (watched === undefined) return;
    try {
      watcher = watch(folder, { recursive: below }, (_, filename) => {
        if (filename?.split(sep).includes("node_modules") !== true) ring();
      });
      watcher.on("error", fail);
    } catch (error) {
      watched = undefined;
      if (!isGone(error)) throw error;
    }
  };
  const look = (): void => {
    if (identityOf(folder) === watched) return;
    try {
      arm();
    } catch (error) {
      fault = error;
    }
    ring();
  };

  try {
    arm();
  } catch (cause) {
    throw fileFailure(`${folder} cannot be watched`, cause);
  }
  const looking = setInterval(look, LOOK_MS);
  async function* changes(): AsyncGenerator<void> {
    try {
      for (;;) {
        if (!hasChanged) await once(bell, "rung", { signal });
        if (fault !== undefined) throw fileFailure(`${folder} cannot be watched`, fault);
        if (!(await pause(SETTLE_MS, signal))) return;
        hasChanged = false;
        yield;
      }
    } catch (cause) {
      // The one way out: Ctrl-C.
      if (!signal.aborted) throw cause;
    } finally {
      clearInterval(looking);
      watcher?.close();
    }
  }
  return { [Symbol.asyncIterator]: changes, hasMore: () => hasChanged };
}

/** Which folder stands there; `undefined` for none. */
function identityOf(folder: string): string | undefined {
  try {
    const found = statSync(folder);
    // A number is soon given to another folder, but not its time of birth.
    return found.isDirectory() ? `${found.dev} ${found.ino} ${found.birthtimeMs}` : undefined;
  } catch {
    return undefined;
  }
}

function isGone(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "ENOENT" || code === "ENOTDIR" || code === "EPERM";
}
