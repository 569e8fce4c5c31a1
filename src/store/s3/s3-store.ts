import { randomBytes } from "node:crypto";
import { AffineError, utf8 } from "../../core/index.ts";
import type { ObjectCache } from "../cache/object-cache.ts";
import { objectLimit } from "../object-limit.ts";
import { checkKey, checkPrefix } from "../store-key.ts";
import type { Store } from "../store.ts";
import { putAlways, putIfAbsent, probeConditionalPut, removeIfAllowed } from "./s3-conditional-put.ts";
import { S3Connection, type S3ConnectionOptions } from "./s3-connection.ts";
import { listKeys } from "./s3-listing.ts";
import { MULTIPART_BYTES, probeMultipart, putInParts } from "./s3-multipart.ts";
import { getObject, headObject, holdsBytes } from "./s3-objects.ts";
import { s3Place, type S3Place } from "./s3-place.ts";
import type { S3Settings } from "./s3-settings.ts";

const FOUND_BY_HASH = /^(?:transcripts|documents)\//;
/** How often an object is looked for that was there a moment ago. */
const MOST_LOOKS = 3;
const PROBE_BYTES = 1024;

export interface S3StoreOptions extends S3ConnectionOptions {
  /** Objects that were read before, checked against the server's ETag. Default: none. */
  readonly cache?: ObjectCache;
  /** Bytes from which an object is sent in parts. Default 16 MiB. */
  readonly multipartBytes?: number;
}

/**
 * Objects below a prefix of a bucket, on Amazon S3 or whatever speaks its protocol. An object is written where there is
 * none (`If-None-Match: *`), and nothing is written before the server has shown that it keeps to that.
 *
 * @example
 * const store = S3Store.open("s3://records/validator-1", { region: "eu-central-1", accessKeyId, secretAccessKey });
 * await store.probe();
 * await store.putOnce("records/120/5F…/0000000000.ndjson.gz", bytes);
 */
export class S3Store implements Store {
  readonly location: string;
  readonly place: S3Place;
  readonly #connection: S3Connection;
  readonly #cache: ObjectCache | undefined;
  readonly #multipartBytes: number;
  #probe: Promise<void> | undefined;
  #inParts: Promise<boolean> | undefined;

  private constructor(place: S3Place, options: S3StoreOptions) {
    this.place = place;
    this.location = `s3://${place.bucket}/${place.prefix}`;
    this.#connection = new S3Connection(place, options);
    this.#cache = options.cache;
    this.#multipartBytes = options.multipartBytes ?? MULTIPART_BYTES;
  }

  /** Asks nobody yet. @throws AffineError `config_invalid`, `credentials_missing` */
  static open(address: string, settings: S3Settings = {}, options: S3StoreOptions = {}): S3Store {
    return new S3Store(s3Place(address, settings), options);
  }

  /** URL below which the objects are, for whoever may read them without a key. */
  get url(): string {
    return this.place.bucketUrl + this.place.prefix;
  }

  /**
   * Makes sure, once, that two writers cannot overwrite each other; `putOnce` does so before it writes.
   *
   * @throws AffineError `unsupported` naming a server that ignores conditions; what a request can fail with
   */
  async probe(): Promise<void> {
    if (this.place.singleWriter) return;
    this.#probe ??= probeConditionalPut(this.#connection);
    try {
      await this.#probe;
    } catch (error) {
      this.#probe = undefined;
      throw error;
    }
  }

  /** Puts a small object of this moment, hands out its key below the place and its text, and takes it away again. */
  async withProbeObject<T>(work: (key: string, text: string) => Promise<T>): Promise<T> {
    const nonce = randomBytes(12).toString("hex");
    const key = `.probe/${nonce}-read`;
    const full = this.place.prefix + key;
    if (this.place.singleWriter) await putAlways(this.#connection, full, utf8(nonce));
    else await putIfAbsent(this.#connection, full, utf8(nonce));
    try {
      return await work(key, nonce);
    } finally {
      await removeIfAllowed(this.#connection, full);
    }
  }

  /** Whether what is put is read as it was put. @throws AffineError naming what comes instead */
  async readBack(): Promise<void> {
    await this.withProbeObject(async (key, text) => {
      const found = await getObject(this.#connection, this.place.prefix + key, PROBE_BYTES);
      if (found === undefined || found === "unchanged") throw vanished(this.location, key);
      if (Buffer.from(found.bytes).toString("utf8") === text) return;
      throw new AffineError(
        "store_transport",
        `${this.place.server} does not give back what was put: ${key} has other bytes.`,
        {
          hint: "The server or something before it changes bytes, or it does not speak S3: records there could not be read by anybody.",
        },
      );
    });
  }

  async putOnce(key: string, bytes: Uint8Array): Promise<"created" | "exists"> {
    checkKey(key);
    await this.probe();
    const full = this.place.prefix + key;
    for (let looks = 1; ; looks += 1) {
      const isPut = await this.#put(full, bytes);
      // What is found by its hash holds the same bytes, whoever writes it.
      if (isPut && FOUND_BY_HASH.test(key)) return "created";
      // Also after a put that went through: a server may let two writers in at once (moto 5.2.1 does now and then).
      const holds = await holdsBytes(this.#connection, full, bytes);
      if (holds === true) return isPut ? "created" : "exists";
      if (holds === false) throw conflict(this.location, key);
      if (looks === MOST_LOOKS) throw vanished(this.location, key);
    }
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    checkKey(key);
    const limit = objectLimit(key);
    const full = this.place.prefix + key;
    const id = this.url + key;
    const cached = await this.#cache?.find(id);
    const found = await getObject(this.#connection, full, limit, cached?.etag);
    if (found === "unchanged") return cached?.bytes;
    if (found?.etag !== undefined && found.bytes.length <= limit) await this.#cache?.keep(id, found.etag, found.bytes);
    return found?.bytes;
  }

  async head(key: string): Promise<{ bytes: number } | undefined> {
    checkKey(key);
    const found = await headObject(this.#connection, this.place.prefix + key);
    return found && { bytes: found.bytes };
  }

  async *list(prefix: string, after = ""): AsyncIterable<string> {
    checkPrefix(prefix);
    yield* listKeys(this.#connection, prefix, after);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** @returns `false` when the key is taken */
  async #put(full: string, bytes: Uint8Array): Promise<boolean> {
    if (this.place.singleWriter) {
      if ((await headObject(this.#connection, full)) !== undefined) return false;
      await putAlways(this.#connection, full, bytes);
      return true;
    }
    if (bytes.length >= this.#multipartBytes && (await this.#takesParts()))
      return putInParts(this.#connection, full, bytes);
    return putIfAbsent(this.#connection, full, bytes);
  }

  async #takesParts(): Promise<boolean> {
    this.#inParts ??= probeMultipart(this.#connection);
    try {
      return await this.#inParts;
    } catch (error) {
      this.#inParts = undefined;
      throw error;
    }
  }
}

function conflict(location: string, key: string): AffineError {
  return new AffineError("store_conflict", `${key} in ${location} already holds other bytes.`, {
    hint: "Objects are written once. Either two writers share one hotkey or prefix, or the object was changed: run one validator a hotkey.",
  });
}

function vanished(location: string, key: string): AffineError {
  return new AffineError("store_transport", `${key} in ${location} is taken and not there, again and again.`, {
    hint: "Somebody deletes objects, or the server does not read its own writes; it is tried again.",
  });
}
