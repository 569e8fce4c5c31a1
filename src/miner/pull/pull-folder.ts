import { lstat, realpath, rm, stat, statfs } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { AffineError, errorMessage } from "../../core/index.ts";
import { printable, LockFile, makeFolders } from "../../io/index.ts";
import { checkRepoPaths, gitBlobSha1OfFile, sha256OfFile, type HubFile, type Transfer } from "../../hub/index.ts";
import { formatBytes } from "../../telemetry/index.ts";

/** Folder for what is unfinished, inside the one that is filled: on the same disk, so that a rename is enough. */
export const WORK_FOLDER = ".affine-pull";
/** Room that is left free besides what is written. */
const RESERVE_BYTES = 16_000_000;

/** The folder that a model is pulled into, held by this process. */
export class PullFolder {
  /** Absolute, symbolic links resolved. */
  readonly path: string;
  readonly work: string;
  readonly #lock: LockFile;

  private constructor(path: string, lock: LockFile) {
    this.path = path;
    this.work = join(path, WORK_FOLDER);
    this.#lock = lock;
  }

  /** @throws AffineError `locked` while another process pulls into it, `invalid_input` when it cannot be made */
  static async open(dir: string): Promise<PullFolder> {
    try {
      await makeFolders(resolve(dir));
      const path = await realpath(resolve(dir));
      await makeFolders(join(path, WORK_FOLDER));
      return new PullFolder(path, await LockFile.acquire(join(path, WORK_FOLDER, "lock"), `The folder ${path}`));
    } catch (cause) {
      if (AffineError.isInstance(cause)) throw cause;
      throw new AffineError("invalid_input", `The folder ${dir} cannot be used: ${errorMessage(cause)}`, {
        hint: "Choose a folder that can be written to with --model_path DIR.",
        cause,
      });
    }
  }

  /**
   * Where a file of the repository goes.
   *
   * @throws AffineError `invalid_input` for a path that leads through a link out of the folder
   */
  async place(path: string): Promise<string> {
    const target = join(this.path, ...path.split("/"));
    await makeFolders(dirname(target));
    const parent = await realpath(dirname(target));
    if (parent === this.path || parent.startsWith(this.path + sep)) return target;
    throw new AffineError("invalid_input", `${quoted(path)} would be written outside of ${this.path}.`, {
      hint: "A folder in it is a link that leads elsewhere: remove the link, or pull into an empty folder.",
    });
  }

  /** Releases the lock; a finished pull leaves no trace. */
  async close({ finished }: { finished: boolean }): Promise<void> {
    await this.#lock.release();
    if (finished) await rm(this.work, { recursive: true, force: true });
  }
}

/**
 * Checks the names of a stranger's repository before anything is written.
 *
 * @throws AffineError `hub_rejected`
 */
export function checkListing(repo: string, files: readonly HubFile[]): void {
  try {
    checkRepoPaths(files.map(({ path }) => path));
    const inside = files.find(({ path }) => path.split("/")[0]?.toLowerCase() === WORK_FOLDER);
    if (inside !== undefined) throw new Error(`The file name ${quoted(inside.path)} is kept for this program.`);
  } catch (cause) {
    throw new AffineError("hub_rejected", `${repo} is refused: ${errorMessage(cause)}`, {
      hint: "Nothing was written. Names like this do not come about by accident: do not trust this repository.",
      cause,
    });
  }
}

/** How a file of the repository stands to what lies in the folder. */
export type Presence = "missing" | "there" | "other";

/** @throws AffineError `invalid_input` when something that is no file is in the way */
export async function presenceOf(folder: PullFolder, file: HubFile, transfer: Transfer = {}): Promise<Presence> {
  const path = join(folder.path, ...file.path.split("/"));
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw inTheWay(path);
    if (facts.size !== file.sizeBytes) return "other";
    return (await isWhole(path, file, transfer)) ? "there" : "other";
  } catch (error) {
    if (AffineError.isInstance(error)) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOTDIR") throw inTheWay(path);
    if (code !== "ENOENT") throw error;
    // A link that leads nowhere is something, too.
    return (await isThere(path)) ? "other" : "missing";
  }
}

/** Whether a local file has the content that the hub lists. */
export async function isWhole(path: string, file: HubFile, transfer: Transfer = {}): Promise<boolean> {
  if (file.sha256 !== undefined) return (await sha256OfFile(path, transfer)) === file.sha256;
  return (await gitBlobSha1OfFile(path, file.sizeBytes, transfer)) === file.gitBlobSha1;
}

/** @throws AffineError `disk_full` when so many bytes do not fit on the folder's disk */
export async function checkRoom(folder: PullFolder, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder.path);
  const free = bavail * bsize;
  if (bytes === 0 || bytes + RESERVE_BYTES <= free) return;
  throw new AffineError(
    "disk_full",
    `${formatBytes(bytes)} are to be written to ${folder.path}; the disk has ${formatBytes(free)} free.`,
    { hint: "Nothing was written. Free some space, or choose a folder on another disk.", details: { bytes, free } },
  );
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function inTheWay(path: string): AffineError {
  return new AffineError("invalid_input", `${path} is in the way of a file of the model.`, {
    hint: "Move it away, or pull into an empty folder.",
  });
}

function quoted(path: string): string {
  return JSON.stringify(printable(path));
}
