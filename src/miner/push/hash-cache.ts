import { join } from "node:path";
import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { sha256OfFile, type FolderFile, type Transfer } from "../../hub/index.ts";
import { JsonFile } from "../../io/index.ts";
import { PUSH_LIMITS } from "./push-limits.ts";
import { pushFolder } from "./push-state.ts";

const cacheSchema = z.strictObject({
  v: z.literal(1),
  /** By path on this machine. */
  files: z.record(z.string(), z.strictObject({ sizeBytes: z.number(), modifiedMs: z.number(), sha256: z.string() })),
});
type Cache = z.infer<typeof cacheSchema>;

/** Smaller files are hashed anew. */
const WORTH_BYTES = 1_000_000;
const MAX_ENTRIES = 2_000;
/** A file that was changed this recently could be changed again without its time telling (as git's index has it). */
const SETTLED_MS = 2_000;

/**
 * SHA-256 of large files, kept so that a push that goes on does not read a hundred gigabytes again. A file that changed
 * all the same is noticed when it is uploaded: the hub's hash is compared.
 */
export class HashCache {
  readonly #file: JsonFile<Cache>;
  #cache: Cache | undefined;

  constructor(home: string) {
    this.#file = new JsonFile(join(pushFolder(home), "hashes.json"), cacheSchema, PUSH_LIMITS);
  }

  async sha256(file: FolderFile, transfer: Transfer): Promise<string> {
    const { sizeBytes, modifiedMs } = file;
    if (sizeBytes < WORTH_BYTES) return sha256OfFile(file.file, transfer);
    const cache = await this.#read();
    const known = cache.files[file.file];
    if (known?.sizeBytes === sizeBytes && known.modifiedMs === modifiedMs) {
      transfer.onBytes?.(sizeBytes);
      return known.sha256;
    }
    const startedMs = Date.now();
    const sha256 = await sha256OfFile(file.file, transfer);
    if (modifiedMs < startedMs - SETTLED_MS) {
      const others = Object.entries(cache.files).filter(([path]) => path !== file.file);
      this.#cache = {
        v: 1,
        files: Object.fromEntries(
          [...others, [file.file, { sizeBytes, modifiedMs, sha256 }] as const].slice(-MAX_ENTRIES),
        ),
      };
      await this.#file.write(this.#cache);
    }
    return sha256;
  }

  /** A cache that cannot be read is none. */
  async #read(): Promise<Cache> {
    try {
      this.#cache ??= (await this.#file.read()) ?? { v: 1, files: {} };
    } catch (error) {
      if (!AffineError.isInstance(error)) throw error;
      this.#cache = { v: 1, files: {} };
    }
    return this.#cache;
  }
}
