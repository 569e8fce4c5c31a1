import { closeSync, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { open } from "node:fs/promises";
import { AffineError } from "../../core/index.ts";
import { assertRegular, flagsOf, readFailure, type LinkLimits } from "./open-regular-file.ts";
import { systemCode } from "./system-error.ts";

export interface ReadLimits extends LinkLimits {
  /** A longer file is refused, not cut off. */
  readonly maxBytes: number;
}

/**
 * Reads a regular file and nothing else: a named pipe or a device is never waited for, and a file that grows while it
 * is read is refused when it passes the limit.
 *
 * @returns `undefined` when there is no such file
 * @throws AffineError `file_access` for what is no regular file, too long, or cannot be read
 *
 * @example
 * const bytes = await readRegularFile("journal/weights.json", { maxBytes: 1_048_576 });
 */
export async function readRegularFile(path: string, limits: ReadLimits): Promise<Buffer | undefined> {
  try {
    const file = await open(path, flagsOf(limits));
    try {
      const pieces = new Pieces(path, await file.stat(), limits.maxBytes);
      while (pieces.add((await file.read(pieces.room, 0, pieces.room.length, null)).bytesRead));
      return pieces.whole();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw readFailure(path, error);
  }
}

/** As {@link readRegularFile}, at once: for what is read before anything else runs. */
export function readRegularFileSync(path: string, limits: ReadLimits): Buffer | undefined {
  try {
    const file = openSync(path, flagsOf(limits));
    try {
      const pieces = new Pieces(path, fstatSync(file), limits.maxBytes);
      while (pieces.add(readSync(file, pieces.room, 0, pieces.room.length, null)));
      return pieces.whole();
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw readFailure(path, error);
  }
}

/** What has been read of a file so far. */
class Pieces {
  /** Where the next piece goes. */
  room: Buffer;
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #read: Buffer[] = [];
  #bytes = 0;

  constructor(path: string, stats: Stats, maxBytes: number) {
    assertRegular(path, stats);
    if (stats.size > maxBytes) throw tooLong(path, `has ${stats.size} bytes`, maxBytes);
    this.#path = path;
    this.#maxBytes = maxBytes;
    // One byte more than it has, so that the next read finds the end. Files of /proc say 0 and have more.
    this.room = Buffer.allocUnsafe(Math.max(stats.size + 1, 4096));
  }

  /** @returns whether there may be more */
  add(bytesRead: number): boolean {
    if (bytesRead === 0) return false;
    this.#bytes += bytesRead;
    if (this.#bytes > this.#maxBytes) throw tooLong(this.#path, "is longer", this.#maxBytes);
    this.#read.push(this.room.subarray(0, bytesRead));
    const left = this.room.subarray(bytesRead);
    this.room = left.length > 0 ? left : Buffer.allocUnsafe(65_536);
    return true;
  }

  whole(): Buffer {
    const [first = Buffer.alloc(0)] = this.#read;
    return this.#read.length > 1 ? Buffer.concat(this.#read, this.#bytes) : first;
  }
}

function tooLong(path: string, what: string, maxBytes: number): AffineError {
  return new AffineError("file_access", `${path} ${what}; at most ${maxBytes} bytes are read.`, {
    hint: "This is not what is expected there: look into it, then move it away.",
    details: { path, maxBytes },
  });
}
