import { readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AffineError, errorMessage } from "../../../core/index.ts";
import type { SkeletonFile } from "../../../envs/index.ts";
import { makeFolders, packageFile } from "../../../io/index.ts";

/** The folder of the running program, as a package. */
const PROGRAM = fileURLToPath(packageFile("."));

/**
 * Writes the files of a new package into a new or empty folder; nothing is ever overwritten.
 *
 * @throws AffineError `usage` for a folder that holds something, `invalid_input` where nothing can be written.
 */
export async function writeSkeleton(folder: string, files: readonly SkeletonFile[]): Promise<void> {
  try {
    await makeFolders(folder);
    if (readdirSync(folder).length > 0) {
      throw new AffineError("usage", `${folder} is not empty.`, { hint: "Choose another folder with --dir." });
    }
    for (const { path, text } of files) {
      const file = join(folder, path);
      await makeFolders(dirname(file));
      writeFileSync(file, text, { flag: "wx" });
    }
  } catch (cause) {
    if (AffineError.isInstance(cause)) throw cause;
    throw new AffineError("invalid_input", `The environment cannot be written: ${errorMessage(cause)}`, {
      hint: "Choose another folder with --dir.",
      cause,
    });
  }
}

/**
 * Links `affine` into a package's `node_modules`, for its tests and for editors; `af` itself needs no link.
 *
 * @returns why there is no link, or `null` when there is one.
 */
export async function linkProgram(folder: string): Promise<string | null> {
  try {
    await makeFolders(join(folder, "node_modules"));
    // A junction on Windows, where links to files need rights; elsewhere the word means nothing.
    symlinkSync(PROGRAM, join(folder, "node_modules", "affine"), "junction");
    return null;
  } catch (cause) {
    return errorMessage(cause);
  }
}
