import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";

const ZEROS = Buffer.alloc(65_536);

/** Large files by their SHA-256, on disk; runs of zeros take no room, so that sparse models stay small. */
export class Objects {
  readonly #folder: string;
  /** Bytes that were received. */
  received = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  pathOf(oid: string): string {
    return join(this.#folder, oid);
  }

  async sizeOf(oid: string): Promise<number | undefined> {
    try {
      return (await stat(this.pathOf(oid))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Writes a request's body at a place of an unfinished file; resolves with the MD5 of what came. */
  async receive(request: IncomingMessage, upload: string, position: number): Promise<string> {
    const file = await open(join(this.#folder, `upload-${upload}`), "a").then(async (made) => {
      await made.close();
      return open(join(this.#folder, `upload-${upload}`), "r+");
    });
    const hash = createHash("md5");
    let at = position;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        hash.update(chunk);
        this.received += chunk.length;
        if (!isZero(chunk)) await file.write(chunk, 0, chunk.length, at);
        at += chunk.length;
      }
      if (Number(request.headers["content-length"]) !== at - position) throw new Error("The request ended early.");
      if ((await file.stat()).size < at) await file.truncate(at);
    } finally {
      await file.close();
    }
    return hash.digest("hex");
  }

  /** Whether an upload is what its id says; then it becomes an object, else it is thrown away. */
  async finish(upload: string, oid: string, size: number): Promise<boolean> {
    const path = join(this.#folder, `upload-${upload}`);
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
    }
    const good = hash.digest("hex") === oid && (await stat(path)).size === size;
    if (good) await rename(path, this.pathOf(oid));
    else await rm(path);
    return good;
  }
}

function isZero(chunk: Buffer): boolean {
  return chunk.length <= ZEROS.length && chunk.equals(ZEROS.subarray(0, chunk.length));
}
