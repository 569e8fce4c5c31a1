import { createHash, randomUUID } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AffineError, errorMessage } from "../../core/index.ts";
import type { LocalFile, Transfer } from "../model-hub.ts";
import { streamRegularFile, syncFolder, makeFolders } from "../../io/index.ts";

const CHUNK_BYTES = 1_048_576;

/** Contents by their SHA-256: `blobs/<first two digits>/<all 64>`. */
export class BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  async has(sha256: string): Promise<boolean> {
    try {
      await stat(this.pathOf(sha256));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    }
  }

  /**
   * Copies a file in, unless its content is there.
   *
   * @throws AffineError `hash_mismatch` when it is not what its `sha256` says, `invalid_input`, `interrupted`
   */
  async put(source: LocalFile, transfer: Transfer): Promise<void> {
    if (await this.has(source.sha256)) return this.#checkSize(source);
    const path = this.pathOf(source.sha256);
    await makeFolders(dirname(path));
    const temporary = `${path}.${randomUUID()}.new`;
    try {
      const actual = await copy(source, temporary, transfer);
      if (actual !== source.sha256) {
        throw new AffineError("hash_mismatch", `${source.file} has changed since it was hashed.`, {
          hint: "Nothing was committed. Let nothing write into the model folder, and try again.",
          details: { path: source.path, expected: source.sha256, actual },
        });
      }
      await rename(temporary, path);
      await syncFolder(dirname(path));
    } finally {
      await rm(temporary, { force: true });
    }
    await this.#checkSize(source);
  }

  async #checkSize({ file, path, sha256, sizeBytes }: LocalFile): Promise<void> {
    const { size } = await stat(this.pathOf(sha256));
    if (size === sizeBytes) return;
    throw new AffineError("hash_mismatch", `${file} has ${size} bytes, not ${sizeBytes}.`, { details: { path } });
  }
}

async function copy(source: LocalFile, target: string, { signal, onBytes }: Transfer): Promise<string> {
  const hash = createHash("sha256");
  const output = await open(target, "wx");
  try {
    const input = streamRegularFile(source.file, {
      highWaterMark: CHUNK_BYTES,
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const chunk of input) {
      hash.update(chunk);
      await output.writeFile(chunk);
      onBytes?.(chunk.length);
    }
    await output.datasync();
  } catch (cause) {
    if (signal?.aborted === true) throw new AffineError("interrupted", "The upload was interrupted.", { cause });
    const full = (cause as NodeJS.ErrnoException).code === "ENOSPC";
    throw new AffineError(full ? "disk_full" : "invalid_input", `${source.file}: ${errorMessage(cause)}`, {
      hint: full ? "Free some space on the disk of the model hub's folder." : "Check that the file is readable.",
      cause,
    });
  } finally {
    await output.close();
  }
  return hash.digest("hex");
}
