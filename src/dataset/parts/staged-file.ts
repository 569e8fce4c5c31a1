import { createHash, type Hash } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { fileFailure } from "../../io/index.ts";

/** A finished file that has no name of its own yet. */
export interface StagedContent {
  readonly bytes: number;
  /** SHA-256, 64 hexadecimal characters. */
  readonly sha256: string;
}

/** A new file that is written from front to back, hashed on the way and on the disk when it is finished. */
export class StagedFile {
  readonly path: string;
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash("sha256");
  #bytes = 0;

  private constructor(path: string, file: FileHandle) {
    this.path = path;
    this.#file = file;
  }

  /** @throws AffineError `file_access`, `disk_full` */
  static async create(path: string): Promise<StagedFile> {
    try {
      return new StagedFile(path, await open(path, "wx"));
    } catch (error) {
      throw fileFailure(`Cannot write ${path}`, error);
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** @throws AffineError `file_access`, `disk_full` */
  async write(content: Uint8Array | string): Promise<void> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    try {
      await this.#file.appendFile(bytes);
    } catch (error) {
      throw fileFailure(`Cannot write ${this.path}`, error);
    }
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
  }

  /** @throws AffineError `file_access`, `disk_full` */
  async finish(): Promise<StagedContent> {
    try {
      await this.#file.sync();
      await this.#file.close();
    } catch (error) {
      throw fileFailure(`Cannot write ${this.path}`, error);
    }
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  /** Takes the file away, whatever state it is in. */
  async discard(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.path, { force: true });
  }
}
