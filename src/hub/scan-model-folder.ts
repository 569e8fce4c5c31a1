import type { Dirent, Stats } from "node:fs";
import { access, constants, readdir, realpath, stat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { AffineError, errorMessage } from "../core/index.ts";
import { printable } from "../io/index.ts";
import { checkRepoPaths, repoPathFault } from "./repo-path.ts";

/** Largest file that a Hugging Face repository takes: 50 GB (hub documentation, repositories' recommendations). */
export const MAX_FILE_BYTES = 50_000_000_000;
const MAX_FILES = 10_000;
const MAX_DEPTH = 16;
const SHOWN_PROBLEMS = 5;

/** A file of a model folder. */
export interface FolderFile {
  /** Path inside the repository it would have. */
  readonly path: string;
  /** Where its content lies, symbolic links resolved. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

export interface ModelFolder {
  /** Absolute, symbolic links resolved. */
  readonly folder: string;
  /** Ordered by path (UTF-16 code units). */
  readonly files: readonly FolderFile[];
  /** Hidden files and folders, whose names begin with a dot: they are no part of the model. */
  readonly leftOut: readonly string[];
}

/**
 * Lists a model folder as it would be uploaded.
 *
 * @throws AffineError `not_found` without such a folder; `invalid_input` naming every file that cannot be uploaded:
 * unreadable, over 50 GB, a link that leaves the folder, a name that no repository takes, too many of them.
 */
export async function scanModelFolder(dir: string): Promise<ModelFolder> {
  const folder = await realFolder(dir);
  const scan: Scan = { folder, files: [], leftOut: [], problems: [] };
  await scanInto(scan, "", 0);
  if (scan.problems.length > 0) throw unusable(scan);
  const files = scan.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  checkRepoPaths(files.map(({ path }) => path));
  return { folder, files, leftOut: scan.leftOut.sort() };
}

interface Scan {
  readonly folder: string;
  readonly files: FolderFile[];
  readonly leftOut: string[];
  readonly problems: string[];
}

async function realFolder(dir: string): Promise<string> {
  try {
    const folder = await realpath(resolve(dir));
    if ((await stat(folder)).isDirectory()) return folder;
  } catch (cause) {
    throw new AffineError("not_found", `The model folder ${dir} cannot be opened: ${errorMessage(cause)}`, {
      hint: "Name the folder with config.json and the .safetensors files: --model_path DIR.",
      cause,
    });
  }
  throw new AffineError("invalid_input", `${dir} is not a folder.`, {
    hint: "Name the folder that holds the model's files: --model_path DIR.",
  });
}

async function scanInto(scan: Scan, path: string, depth: number): Promise<void> {
  if (depth > MAX_DEPTH) {
    scan.problems.push(`${quoted(path)} lies more than ${MAX_DEPTH} folders deep`);
    return;
  }
  let entries: Dirent[];
  try {
    entries = await readdir(join(scan.folder, path), { withFileTypes: true });
  } catch (error) {
    scan.problems.push(`the folder ${quoted(path)} cannot be read: ${errorMessage(error)}`);
    return;
  }
  for (const entry of entries) {
    const below = path === "" ? entry.name : `${path}/${entry.name}`;
    if (entry.name.startsWith(".")) scan.leftOut.push(below);
    else if (entry.isDirectory()) await scanInto(scan, below, depth + 1);
    else await addFile(scan, below);
    if (scan.files.length > MAX_FILES) {
      throw new AffineError("invalid_input", `${scan.folder} holds more than ${MAX_FILES} files.`, {
        hint: "A model has a few dozen: is it the right folder? Move checkpoints and data elsewhere.",
      });
    }
  }
}

async function addFile(scan: Scan, path: string): Promise<void> {
  const fault = repoPathFault(path);
  if (fault !== undefined) {
    scan.problems.push(`the name ${quoted(path)} ${fault}`);
    return;
  }
  try {
    const file = await realpath(join(scan.folder, path));
    if (!file.startsWith(scan.folder + sep)) {
      scan.problems.push(`${quoted(path)} is a link that leaves the folder (copy what it points to: cp -rL)`);
      return;
    }
    const facts = await stat(file);
    const problem = problemOf(facts);
    if (problem !== undefined) {
      scan.problems.push(`${quoted(path)} ${problem}`);
      return;
    }
    await access(file, constants.R_OK);
    scan.files.push({ path, file, sizeBytes: facts.size, modifiedMs: facts.mtimeMs });
  } catch (error) {
    scan.problems.push(`${quoted(path)} cannot be read: ${errorMessage(error)}`);
  }
}

function problemOf(facts: Stats): string | undefined {
  if (facts.isDirectory()) return "is a link to a folder (copy the folder instead)";
  if (!facts.isFile()) return "is neither a file nor a folder";
  if (facts.size <= MAX_FILE_BYTES) return undefined;
  return `has ${facts.size} bytes, more than a repository takes (50 GB; save the model in smaller shards)`;
}

function unusable({ folder, problems }: Scan): AffineError {
  const more = problems.length > SHOWN_PROBLEMS ? `; and ${problems.length - SHOWN_PROBLEMS} more` : "";
  return new AffineError(
    "invalid_input",
    `${folder} cannot be used as it is: ${problems.slice(0, SHOWN_PROBLEMS).join("; ")}${more}.`,
    { hint: "Mend these files, or move what is no part of the model elsewhere.", details: { problems } },
  );
}

function quoted(path: string): string {
  return JSON.stringify(printable(path));
}
