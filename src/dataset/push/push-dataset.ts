import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AffineError } from "../../core/index.ts";
import { fileFailure, ignoreMissing } from "../../io/index.ts";
import { checkRepoPaths, sha256OfFile, type LocalFile, type ModelHub } from "../../hub/index.ts";

export interface PushDatasetOptions {
  /** The data set's folder. */
  readonly dir: string;
  /** `owner/name`. */
  readonly repo: string;
  /** A hub that keeps data sets. */
  readonly hub: ModelHub;
  /** Shows it to everybody when it is there. Otherwise its visibility stays; a new repository is private. */
  readonly makePublic: boolean;
  readonly signal?: AbortSignal;
  readonly onBytes?: (bytes: number) => void;
}

export interface PushedDataset {
  readonly repo: string;
  readonly revision: string;
  readonly created: boolean;
  readonly files: number;
}

/** What belongs to a data set; anything else in its folder stays at home. */
const FOLDERS = ["data", "manifests"];
const README = "README.md";
/** A repository that the library can list. */
const MOST_FILES = 20_000;

/**
 * Sends a data set to a hub as one commit: what is there already is not sent again, and nothing is taken out.
 *
 * @throws AffineError `not_found` for a folder without a data set, `credentials_*`, `hub_*`, `interrupted`
 */
export async function pushDataset(options: PushDatasetOptions): Promise<PushedDataset> {
  const { dir, repo, hub, makePublic, signal, onBytes } = options;
  const files = await filesOf(dir, signal);
  if (files.length === 0) {
    throw new AffineError("not_found", `There is no data set in ${dir}.`, { hint: "af export makes one." });
  }
  checkRepoPaths(files.map(({ path }) => path));
  const { created } = await hub.createPrivate(repo);
  const { revision } = await hub.commit(repo, files, {
    title: "af export",
    ...(signal === undefined ? {} : { signal }),
    ...(onBytes === undefined ? {} : { onBytes }),
  });
  if (makePublic) await hub.setVisibility(repo, "public");
  return { repo, revision, created, files: files.length };
}

async function filesOf(dir: string, signal: AbortSignal | undefined): Promise<LocalFile[]> {
  const paths: string[] = [];
  for (const folder of FOLDERS) {
    const entries =
      (await readdir(join(dir, folder), { recursive: true, withFileTypes: true }).catch(ignoreMissing)) ?? [];
    for (const entry of entries) if (entry.isFile()) paths.push(relative(dir, join(entry.parentPath, entry.name)));
  }
  if (paths.length === 0) return [];
  if ((await stat(join(dir, README)).catch(ignoreMissing)) !== undefined) paths.push(README);
  if (paths.length > MOST_FILES) {
    throw new AffineError("invalid_input", `${dir} has ${paths.length} files; a repository takes ${MOST_FILES}.`, {
      hint: "Export into several folders, or fewer times with more rows each.",
    });
  }
  const files: LocalFile[] = [];
  for (const path of paths.toSorted()) {
    signal?.throwIfAborted();
    const file = join(dir, path);
    try {
      files.push({ path, file, sizeBytes: (await stat(file)).size, sha256: await sha256OfFile(file) });
    } catch (error) {
      throw fileFailure(`Cannot read ${file}`, error);
    }
  }
  return files;
}

function relative(dir: string, path: string): string {
  return path.slice(join(dir, "x").length - 1).replaceAll("\\", "/");
}
