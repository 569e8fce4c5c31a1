import { open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { AffineError, errorMessage, sha256Hex } from "../../core/index.ts";
import { ignoreMissing, readJson, replaceFile, syncFolder, systemCode } from "../../io/index.ts";
import type { HubFile } from "../../hub/index.ts";

/** How far a file has come: beside the bytes, so that a download goes on where it was killed. */
const sidecarSchema = z.strictObject({
  v: z.literal(1),
  path: z.string(),
  sizeBytes: z.int().nonnegative(),
  /** Hash the whole must have: bytes of another content are of no use. */
  hash: z.string(),
  segmentBytes: z.int().positive(),
  /** Bytes written of each segment. */
  done: z.array(z.int().nonnegative()),
});
type Sidecar = z.infer<typeof sidecarSchema>;

/** Written bytes that a kill may cost, besides the last piece of each connection. */
const SAVE_EVERY_BYTES = 8 * 1_048_576;

/** A petabyte in segments of 64 MiB needs about as much. */
const MOST_SIDECAR_BYTES = 256 * 1_048_576;

/** A part of a file that one connection fetches. */
export interface Segment {
  readonly index: number;
  /** First byte that is still missing. */
  readonly startByte: number;
  /** Byte after the segment's last. */
  readonly endByte: number;
}

/** A file that is being downloaded, in any order. */
export class PartialFile {
  /** Where its bytes are until it is whole. */
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #state: Sidecar;
  readonly #sidecar: string;
  #unsaved = 0;
  #saving: Promise<void> = Promise.resolve();

  private constructor(path: string, handle: FileHandle, state: Sidecar) {
    this.path = path;
    this.#sidecar = sidecarOf(path);
    this.#handle = handle;
    this.#state = state;
  }

  /** Opens what an earlier run left of this content, or begins anew. */
  static async open(work: string, file: HubFile, segmentBytes: number): Promise<PartialFile> {
    const path = partialPath(work, file);
    const left = await readSidecar(path, file);
    const handle = await open(path, left === undefined ? "w" : "r+");
    try {
      if (left === undefined) await handle.truncate(file.sizeBytes);
    } catch (cause) {
      await handle.close();
      throw writeFailure(cause);
    }
    const count = Math.ceil(file.sizeBytes / segmentBytes);
    const fresh: Sidecar = {
      v: 1,
      path: file.path,
      sizeBytes: file.sizeBytes,
      hash: hashOf(file),
      segmentBytes,
      done: Array.from({ length: count }, () => 0),
    };
    return new PartialFile(path, handle, left ?? fresh);
  }

  /** Bytes that are there. */
  get doneBytes(): number {
    return this.#state.done.reduce((sum, bytes) => sum + bytes, 0);
  }

  /** What is still missing of each segment that is not whole. */
  missing(): Segment[] {
    const { done, segmentBytes, sizeBytes } = this.#state;
    return done.flatMap((bytes, index) => {
      const endByte = Math.min((index + 1) * segmentBytes, sizeBytes);
      const startByte = index * segmentBytes + bytes;
      return startByte < endByte ? [{ index, startByte, endByte }] : [];
    });
  }

  /** Writes the next bytes of a segment. @throws AffineError `disk_full`, `invalid_input` */
  async write(segment: number, bytes: Uint8Array): Promise<void> {
    const { done, segmentBytes } = this.#state;
    const position = segment * segmentBytes + (done[segment] ?? 0);
    try {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, written, bytes.length - written, position + written);
        written += bytesWritten;
      }
    } catch (cause) {
      throw writeFailure(cause);
    }
    done[segment] = (done[segment] ?? 0) + bytes.length;
    this.#unsaved += bytes.length;
    if (this.#unsaved >= SAVE_EVERY_BYTES) await this.save();
  }

  /** Writes down how far it has come. */
  save(): Promise<void> {
    this.#unsaved = 0;
    this.#saving = this.#saving.then(async () => {
      try {
        await replaceFile(this.#sidecar, JSON.stringify(this.#state), { mode: 0o644 });
      } catch (cause) {
        throw writeFailure(cause);
      }
    });
    return this.#saving;
  }

  /** Gives the whole file its name. */
  async finish(target: string): Promise<void> {
    await this.#handle.datasync();
    await rename(this.path, target);
    await syncFolder(dirname(target));
    await rm(this.#sidecar, { force: true });
  }

  /** Throws it away. */
  async discard(): Promise<void> {
    await rm(this.#sidecar, { force: true });
    await rm(this.path, { force: true });
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** Bytes that an earlier run has fetched of a file already. */
export async function leftOver(work: string, file: HubFile): Promise<number> {
  return (await readSidecar(partialPath(work, file), file))?.done.reduce((sum, bytes) => sum + bytes, 0) ?? 0;
}

function partialPath(work: string, file: HubFile): string {
  return join(work, `${sha256Hex(file.path).slice(0, 32)}.part`);
}

function sidecarOf(path: string): string {
  return `${path}.json`;
}

function hashOf({ sha256, gitBlobSha1 }: HubFile): string {
  return sha256 ?? `git:${gitBlobSha1 ?? ""}`;
}

/** `undefined` when nothing usable was left. */
async function readSidecar(path: string, file: HubFile): Promise<Sidecar | undefined> {
  // Without the bytes the state is worth nothing.
  if ((await stat(path).catch(ignoreMissing))?.size !== file.sizeBytes) return undefined;
  const data = await readSaved(sidecarOf(path));
  if (data?.path !== file.path || data.sizeBytes !== file.sizeBytes || data.hash !== hashOf(file)) return undefined;
  const lengthOf = (index: number): number => Math.min(data.segmentBytes, data.sizeBytes - index * data.segmentBytes);
  const fits =
    data.done.length === Math.ceil(data.sizeBytes / data.segmentBytes) &&
    data.done.every((bytes, index) => bytes <= lengthOf(index));
  return fits ? data : undefined;
}

async function readSaved(path: string): Promise<Sidecar | undefined> {
  try {
    return await readJson(path, sidecarSchema, { maxBytes: MOST_SIDECAR_BYTES, hint: "Delete it." });
  } catch (error) {
    // Damaged, or of another version: the bytes are fetched again.
    if (AffineError.isInstance(error) && error.code === "state_corrupt") return undefined;
    throw error;
  }
}

/** What a failed write means. */
export function writeFailure(cause: unknown): AffineError {
  const ofFile = AffineError.isInstance(cause) && (cause.code === "disk_full" || cause.code === "file_access");
  if (AffineError.isInstance(cause) && !ofFile) return cause;
  const code = systemCode(cause);
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new AffineError("disk_full", `The disk is full: ${errorMessage(cause)}`, {
      hint: "Free some space and run the command again: it goes on where it stopped.",
      cause,
    });
  }
  return new AffineError("invalid_input", `Writing failed: ${errorMessage(cause)}`, {
    hint: "Check the folder's permissions and the disk, or choose another folder with --model_path.",
    cause,
  });
}
