import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { AffineError } from "../../core/index.ts";
import { syncFolder } from "../../io/index.ts";
import { storeError } from "../fs/store-error.ts";
import type { OnWritePoint } from "../write-point.ts";

interface Waiting {
  line: Uint8Array;
  onDurable: () => void;
  resolve: () => void;
  reject: (error: AffineError) => void;
}

/**
 * Appends lines to one file. Lines that arrive while a write is under way share the next one: one write, one sync
 * (group commit), however many callers wait.
 */
export class SegmentWriter {
  readonly path: string;
  readonly #onWritePoint: OnWritePoint;
  #handle: FileHandle | undefined;
  /** Bytes that are known to be on the disk. */
  #durableBytes: number;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #broken: AffineError | undefined;

  /** @param durableBytes Length of the file; 0 creates it with the first line. */
  constructor(path: string, durableBytes: number, onWritePoint: OnWritePoint) {
    this.path = path;
    this.#durableBytes = durableBytes;
    this.#onWritePoint = onWritePoint;
  }

  /**
   * Durable when it resolves.
   *
   * @param onDurable Called at that moment: in the order of the file, and before {@link close} resolves.
   * @throws AffineError `store_transport`; the line is then not in the file.
   */
  append(line: Uint8Array, onDurable: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) {
        reject(this.#broken);
        return;
      }
      this.#waiting.push({ line, onDurable, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Waits for what was appended and closes the file. */
  async close(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #drain(): Promise<void> {
    // The first group takes along all that is appended in the same turn.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      const error = await this.#write(Buffer.concat(group.map(({ line }) => line)));
      for (const { onDurable, resolve, reject } of group) {
        if (error === undefined) {
          onDurable();
          resolve();
        } else reject(error);
      }
    }
    this.#draining = undefined;
  }

  async #write(bytes: Uint8Array): Promise<AffineError | undefined> {
    if (this.#broken !== undefined) return this.#broken;
    try {
      const handle = (this.#handle ??= await this.#open());
      for (let written = 0; written < bytes.length;) {
        const at = this.#durableBytes + written;
        written += (await handle.write(bytes, written, bytes.length - written, at)).bytesWritten;
      }
      this.#onWritePoint("append.written");
      await handle.datasync();
      this.#onWritePoint("append.synced");
      this.#durableBytes += bytes.length;
      return undefined;
    } catch (cause) {
      const error = storeError(`Cannot append to ${this.path}`, cause);
      await this.#cutBack(error);
      return error;
    }
  }

  async #open(): Promise<FileHandle> {
    const created = this.#durableBytes === 0;
    const handle = await open(this.path, created ? "w" : "r+", 0o644);
    if (created) {
      try {
        await syncFolder(dirname(this.path));
      } catch (error) {
        await handle.close();
        throw error;
      }
      this.#onWritePoint("segment.created");
    }
    return handle;
  }

  /** Takes back a group that failed, so that nobody finds a record after a restart whose writer was told of a failure. */
  async #cutBack(reason: AffineError): Promise<void> {
    try {
      await this.#handle?.truncate(this.#durableBytes);
      await this.#handle?.datasync();
    } catch (cause) {
      this.#broken = new AffineError("store_transport", `${reason.message}; what was written cannot be taken back`, {
        hint: "Look at the disk, then start again: whole records are found and kept.",
        retryable: false,
        cause,
      });
    }
  }
}
