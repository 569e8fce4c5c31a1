import { readdir } from "node:fs/promises";
import { AffineError, errorMessage } from "../core/index.ts";

/** Names in a folder that end in `.json`, ascending. */
export async function jsonNames(path: string): Promise<string[]> {
  const names = await readdir(path);
  return names.filter((name) => name.endsWith(".json")).sort();
}

/**
 * Whether a file operation went through; false when it failed in the one way that, between processes that share a
 * folder, means that another one was faster: the file is gone (`ENOENT`) or the name is taken (`EEXIST`).
 *
 * @throws AffineError `store_transport` for every other failure.
 */
export async function wasFirst(
  operation: Promise<unknown>,
  otherwise: "ENOENT" | "EEXIST" = "ENOENT",
): Promise<boolean> {
  try {
    await operation;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === otherwise) return false;
    throw new AffineError("store_transport", `The journal could not be used: ${errorMessage(error)}`, {
      hint: "Check that the disk is not full and that the data folder exists and is writable.",
      cause: error,
    });
  }
}

/** The job of an entry: `ID.json`, or `ID~OWNER.json` where it is claimed. */
export function idOfName(name: string): string {
  return name.slice(0, name.search(/~|\.json$/));
}

export function ownerOfName(name: string): string {
  return name.slice(name.indexOf("~") + 1, -".json".length);
}
