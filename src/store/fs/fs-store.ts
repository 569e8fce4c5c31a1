import { lstat, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AffineError } from "../../core/index.ts";
import { makeFolder, readRegularFile, syncFolder, systemCode, writeOnce, type WriteStep } from "../../io/index.ts";
import { defectOf } from "../../record/index.ts";
import { objectLimit } from "../object-limit.ts";
import { checkKey, checkPrefix } from "../store-key.ts";
import type { Store } from "../store.ts";
import type { OnWritePoint, WritePoint } from "../write-point.ts";
import { cleanIncoming } from "./incoming-folder.ts";
import { readObject } from "./read-object.ts";
import { SettledFolders } from "./settled-folders.ts";
import { storeError } from "./store-error.ts";

const INCOMING = ".incoming";
const MOST_ATTEMPTS = 3;
/** What the system says where a file stands in the place of a folder, or the other way round. */
const OCCUPIED = new Set(["EEXIST", "ENOTDIR", "EISDIR", "ELOOP"]);
const MISSING = new Set(["ENOENT", "ENOTDIR", "EISDIR"]);
const POINTS: Readonly<Record<WriteStep, WritePoint>> = {
  written: "object.written",
  synced: "object.synced",
  named: "object.linked",
  durable: "object.durable",
};

export interface FsStoreOptions {
  /** Leave half-written objects of writers that died where they are: the folder is only read. */
  readOnly?: boolean;
  /** For crash tests. */
  onWritePoint?: OnWritePoint;
}

/**
 * Objects as files below a folder. An object appears whole or not at all: it is written under another name, synced,
 * linked to its own name (which fails when that exists) and its folder synced. Several processes may share a folder.
 *
 * @example
 * const store = await FsStore.open("./.affine");
 * await store.putOnce("records/120/5F…/0000000000.ndjson.gz", bytes);
 */
export class FsStore implements Store {
  readonly location: string;
  readonly #onWritePoint: OnWritePoint;
  readonly #settled = new SettledFolders();

  private constructor(folder: string, onWritePoint: OnWritePoint) {
    this.location = folder;
    this.#onWritePoint = onWritePoint;
  }

  /**
   * Opens a folder, which need not exist yet, and removes what writers that died left half-written.
   *
   * @throws AffineError `store_transport`
   */
  static async open(folder: string, options: FsStoreOptions = {}): Promise<FsStore> {
    const root = resolve(folder);
    try {
      if (options.readOnly !== true) await cleanIncoming(join(root, INCOMING));
    } catch (error) {
      throw storeError(`Cannot open the store ${root}`, error);
    }
    return new FsStore(root, options.onWritePoint ?? (() => undefined));
  }

  async putOnce(key: string, bytes: Uint8Array): Promise<"created" | "exists"> {
    checkKey(key);
    const path = join(this.location, key);
    try {
      await makeFolder(dirname(path));
      if (await this.#holds(path, key, bytes)) return "exists";
      for (let attempt = 1; ; attempt += 1) {
        if (await this.#link(path, bytes)) return "created";
        // Either somebody else linked first, or took our unfinished file for abandoned.
        if (await this.#holds(path, key, bytes)) return "exists";
        if (attempt === MOST_ATTEMPTS) throw new Error("the unfinished file vanished again and again");
      }
    } catch (error) {
      if (OCCUPIED.has(systemCode(error) ?? "")) throw conflict(this.location, key, error);
      throw storeError(`Cannot write ${key} below ${this.location}`, error);
    }
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    checkKey(key);
    try {
      return await readObject(join(this.location, key), objectLimit(key));
    } catch (error) {
      if (defectOf(error) !== undefined) throw error;
      throw storeError(`Cannot read ${key} below ${this.location}`, error);
    }
  }

  async head(key: string): Promise<{ bytes: number } | undefined> {
    checkKey(key);
    try {
      const found = await lstat(join(this.location, key));
      return found.isFile() ? { bytes: found.size } : undefined;
    } catch (error) {
      if (MISSING.has(systemCode(error) ?? "")) return undefined;
      throw storeError(`Cannot read ${key} below ${this.location}`, error);
    }
  }

  async *list(prefix: string, after = ""): AsyncIterable<string> {
    checkPrefix(prefix);
    const slash = prefix.lastIndexOf("/");
    yield* this.#walk(slash === -1 ? "" : prefix.slice(0, slash + 1), prefix, after);
  }

  async close(): Promise<void> {
    // Nothing is held open between two calls.
  }

  async *#walk(folder: string, prefix: string, after: string): AsyncIterable<string> {
    const path = join(this.location, folder);
    let entries;
    let stamp;
    try {
      if (after !== "" && (await this.#settled.hasNothingAfter(path, after))) return;
      stamp = await this.#settled.stamp(path);
      entries = await readdir(path, { withFileTypes: true });
    } catch (error) {
      if (MISSING.has(systemCode(error) ?? "")) return;
      throw storeError(`Cannot list ${folder} below ${this.location}`, error);
    }
    // The order of whole keys: a folder's name counts with its slash ("a.b" < "a/b" although "a" < "a.b").
    const keys = entries
      // A link or a pipe is listed too: whoever asks for it is told that it is no file.
      .filter((entry) => !entry.name.startsWith("."))
      .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? "/" : ""}`)
      .sort();
    this.#settled.remember(path, stamp, keys);
    for (const key of keys) {
      if (key.endsWith("/")) {
        const overlaps = key.startsWith(prefix) || prefix.startsWith(key);
        const passed = key <= after && !after.startsWith(key);
        if (overlaps && !passed) yield* this.#walk(key, prefix, after);
      } else if (key.startsWith(prefix) && key > after) yield key;
    }
  }

  /** Whether the file holds exactly these bytes, durably; `store_conflict` when it holds others. */
  async #holds(path: string, key: string, bytes: Uint8Array): Promise<boolean> {
    let found: Buffer | undefined;
    try {
      found = await readRegularFile(path, { maxBytes: bytes.length });
    } catch (error) {
      // Longer, or no file at all: other than the bytes in any case.
      if (systemCode(error) === undefined) throw conflict(this.location, key, error);
      throw error;
    }
    if (found === undefined) return false;
    if (!found.equals(bytes)) throw conflict(this.location, key);
    // Whoever linked it may have died before syncing the folder.
    await syncFolder(dirname(path));
    return true;
  }

  /** False when the name is taken, or the file that was to get it is gone. */
  async #link(path: string, bytes: Uint8Array): Promise<boolean> {
    try {
      return await writeOnce(path, bytes, {
        mode: 0o644,
        temporaryFolder: join(this.location, INCOMING),
        onStep: (step) => this.#onWritePoint(POINTS[step]),
      });
    } catch (error) {
      if (systemCode(error) === "ENOENT") return false;
      throw error;
    }
  }
}

function conflict(location: string, key: string, cause?: unknown): AffineError {
  return new AffineError("store_conflict", `${key} below ${location} already holds other bytes.`, {
    hint: "Objects are written once. Either two writers share one hotkey, or the file was changed: run one validator a hotkey.",
    cause,
  });
}
