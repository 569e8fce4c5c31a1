import { readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { errorMessage, sha256Hex } from "../../core/index.ts";
import {
  ignoreMissing,
  isAbandoned,
  makeFolder,
  readRegularFile,
  temporaryName,
  writeNewFile,
} from "../../io/index.ts";
import type { Logger } from "../../telemetry/index.ts";

const headSchema = z.strictObject({
  id: z.string().max(4096),
  etag: z.string().min(1).max(1024),
  sha256: z.string().length(64),
});
const MOST_HEAD_BYTES = 16 << 10;
const NEWLINE = 0x0a;
/** Cleared out to this part of the bound, so that clearing is rare. */
const KEPT_PART = 0.9;

export interface ObjectCacheOptions {
  /** Bytes at most, about. Default 1 GiB. */
  readonly mostBytes?: number;
  readonly log: Pick<Logger, "warn">;
}

interface Entry {
  bytes: number;
  usedMs: number;
}

/**
 * Objects that were read from a store far away, in a folder that may be deleted at any time. What is found has the
 * SHA-256 that was written with it, or is dropped; whether it is still what the store holds, the store says (ETag). What
 * was not used for longest goes first. A disk that refuses costs a transfer and nothing else.
 */
export class ObjectCache {
  readonly #folder: string;
  readonly #mostBytes: number;
  readonly #log: Pick<Logger, "warn">;
  readonly #entries: Map<string, Entry>;
  #bytes: number;

  private constructor(folder: string, options: ObjectCacheOptions, entries: Map<string, Entry>) {
    this.#folder = folder;
    this.#mostBytes = options.mostBytes ?? 1 << 30;
    this.#log = options.log;
    this.#entries = entries;
    this.#bytes = [...entries.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** @throws AffineError `file_access` when the folder cannot be made */
  static async open(folder: string, options: ObjectCacheOptions): Promise<ObjectCache> {
    await makeFolder(folder, 0o700);
    const entries = new Map<string, Entry>();
    for (const name of await readdir(folder)) {
      if ((await isAbandoned(folder, name)) === true) await rm(join(folder, name), { force: true });
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const found = await stat(join(folder, name)).catch(ignoreMissing);
      if (found?.isFile() === true) entries.set(name, { bytes: found.size, usedMs: found.mtimeMs });
    }
    const cache = new ObjectCache(folder, options, entries);
    await cache.#clear();
    return cache;
  }

  /** Bytes that it holds. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The object under a name, whole and unchanged since it was kept. */
  async find(id: string): Promise<{ etag: string; bytes: Uint8Array } | undefined> {
    const name = sha256Hex(id);
    const path = join(this.#folder, name);
    try {
      const file = await readRegularFile(path, { maxBytes: this.#mostBytes });
      if (file === undefined) return undefined;
      const end = file.subarray(0, MOST_HEAD_BYTES).indexOf(NEWLINE);
      const head = headSchema.parse(JSON.parse(file.subarray(0, Math.max(end, 0)).toString("utf8")));
      const bytes = file.subarray(end + 1);
      if (head.id !== id || sha256Hex(bytes) !== head.sha256) throw new Error("its bytes are not those that were kept");
      const now = new Date();
      await utimes(path, now, now);
      const entry = this.#entries.get(name);
      if (entry !== undefined) entry.usedMs = now.getTime();
      return { etag: head.etag, bytes };
    } catch (error) {
      this.#log.warn({ file: path, problem: errorMessage(error) }, "a damaged entry of the cache was dropped");
      await this.#drop(name);
      return undefined;
    }
  }

  /** Keeps an object; never fails. */
  async keep(id: string, etag: string, bytes: Uint8Array): Promise<void> {
    const name = sha256Hex(id);
    const head = Buffer.from(`${JSON.stringify({ id, etag, sha256: sha256Hex(bytes) })}\n`);
    const file = Buffer.concat([head, bytes]);
    if (file.length > this.#mostBytes || head.length > MOST_HEAD_BYTES) return;
    const temporary = temporaryName(join(this.#folder, name));
    try {
      await writeNewFile(temporary, file);
      await rename(temporary, join(this.#folder, name));
      this.#bytes += file.length - (this.#entries.get(name)?.bytes ?? 0);
      this.#entries.set(name, { bytes: file.length, usedMs: Date.now() });
      await this.#clear();
    } catch (error) {
      await rm(temporary, { force: true });
      this.#log.warn(
        { folder: this.#folder, problem: errorMessage(error) },
        "an object could not be kept in the cache",
      );
    }
  }

  async #clear(): Promise<void> {
    if (this.#bytes <= this.#mostBytes) return;
    const oldestFirst = [...this.#entries].sort(([, left], [, right]) => left.usedMs - right.usedMs);
    for (const [name] of oldestFirst) {
      if (this.#bytes <= this.#mostBytes * KEPT_PART) return;
      await this.#drop(name);
    }
  }

  async #drop(name: string): Promise<void> {
    await rm(join(this.#folder, name), { force: true });
    this.#bytes -= this.#entries.get(name)?.bytes ?? 0;
    this.#entries.delete(name);
  }
}
