import { link, mkdir, open, readdir, readFile, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AffineError } from "../../core/index.ts";
import { checkKey, checkPrefix } from "../store-key.ts";
import type { Store } from "../store.ts";
import type { OnWritePoint } from "../write-point.ts";
import { makeFolder, syncFolder } from "./durable-folder.ts";
import { cleanIncoming, incomingName } from "./incoming-folder.ts";
import { storeError, systemCode } from "./store-error.ts";

const INCOMING = ".incoming";
const MOST_ATTEMPTS = 3;
/** What the system says where a file stands in the place of a folder, or the other way round. */
const OCCUPIED = new Set(["EEXIST", "ENOTDIR", "EISDIR"]);
const MISSING = new Set(["ENOENT", "ENOTDIR", "EISDIR"]);

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
      return await readFile(join(this.location, key));
    } catch (error) {
      if (MISSING.has(systemCode(error) ?? "")) return undefined;
      throw storeError(`Cannot read ${key} below ${this.location}`, error);
    }
  }

  async head(key: string): Promise<{ bytes: number } | undefined> {
    checkKey(key);
    try {
      const found = await stat(join(this.location, key));
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
    let entries;
    try {
      entries = await readdir(join(this.location, folder), { withFileTypes: true });
    } catch (error) {
      if (MISSING.has(systemCode(error) ?? "")) return;
      throw storeError(`Cannot list ${folder} below ${this.location}`, error);
    }
    // The order of whole keys: a folder's name counts with its slash ("a.b" < "a/b" although "a" < "a.b").
    const keys = entries
      .filter((entry) => !entry.name.startsWith(".") && (entry.isFile() || entry.isDirectory()))
      .map((entry) => `${folder}${entry.name}${entry.isDirectory() ? "/" : ""}`)
      .sort();
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
    let found: Buffer;
    try {
      found = await readFile(path);
    } catch (error) {
      if (systemCode(error) === "ENOENT") return false;
      throw error;
    }
    if (!found.equals(bytes)) throw conflict(this.location, key);
    // Whoever linked it may have died before syncing the folder.
    await syncFolder(dirname(path));
    return true;
  }

  /** False when the name is taken, or the file that was to get it is gone. */
  async #link(path: string, bytes: Uint8Array): Promise<boolean> {
    const incoming = join(this.location, INCOMING, incomingName());
    try {
      await this.#write(incoming, bytes);
      await link(incoming, path);
      this.#onWritePoint("object.linked");
    } catch (error) {
      if (systemCode(error) === "EEXIST" || systemCode(error) === "ENOENT") return false;
      throw error;
    } finally {
      await unlink(incoming).catch((error: unknown) => {
        if (systemCode(error) !== "ENOENT") throw error;
      });
    }
    await syncFolder(dirname(path));
    this.#onWritePoint("object.durable");
    return true;
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    // No need for the folder to survive a power cut: what is in it then is thrown away.
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, "wx", 0o644);
    try {
      await handle.writeFile(bytes);
      this.#onWritePoint("object.written");
      await handle.sync();
      this.#onWritePoint("object.synced");
    } finally {
      await handle.close();
    }
  }
}

function conflict(location: string, key: string, cause?: unknown): AffineError {
  return new AffineError("store_conflict", `${key} below ${location} already holds other bytes.`, {
    hint: "Objects are written once. Either two writers share one hotkey, or the file was changed: run one validator a hotkey.",
    cause,
  });
}
