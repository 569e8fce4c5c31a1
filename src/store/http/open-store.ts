import { stat } from "node:fs/promises";
import { AffineError, errorMessage, shownAddress, kinds, need, needText } from "../../core/index.ts";
import { FsStore } from "../fs/fs-store.ts";
import { systemCode } from "../../io/index.ts";
import { logger } from "../../telemetry/index.ts";
import type { S3Settings } from "../s3/s3-settings.ts";
import type { Store } from "../store.ts";
import type { HttpStoreOptions } from "./http-store.ts";

export interface OpenStoreOptions extends HttpStoreOptions {
  /** Server, region and key for `s3://` addresses. Default: Amazon's us-east-1, as anybody may read. */
  readonly s3?: S3Settings;
  /** Folder for objects of `s3://` addresses that were read before. Default: none. */
  readonly cacheFolder?: string;
}

/**
 * A store to read from: an `http(s)://` URL, `s3://bucket/prefix`, or a folder that exists.
 *
 * @throws AffineError `not_found` when the folder is not there, `config_invalid` for another kind of address,
 * `credentials_missing` for half of a key, `invalid_input` for another kind of argument.
 */
export async function openStoreForReading(place: string, options: OpenStoreOptions = {}): Promise<Store> {
  needText(place, "openStoreForReading", "the address of a store, or a folder");
  need(kinds.object, options, "openStoreForReading", "options as its second argument");
  if (/^https?:/i.test(place)) {
    // Only here: its client of HTTP takes longer to load than everything that reads a folder.
    const { HttpStore } = await import("./http-store.ts");
    return HttpStore.open(place, options);
  }
  if (/^s3:/i.test(place)) return openBucket(place, options);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) {
    throw new AffineError("config_invalid", `${shownAddress(place)} is not the address of a store.`, {
      hint: "Give a folder, or an address that begins with http://, https:// or s3://.",
    });
  }
  await assertFolder(place);
  return FsStore.open(place, { readOnly: true });
}

async function openBucket(place: string, { s3, cacheFolder, signal, connections }: OpenStoreOptions): Promise<Store> {
  const [{ S3Store }, { ObjectCache }] = await Promise.all([
    import("../s3/s3-store.ts"),
    import("../cache/object-cache.ts"),
  ]);
  const cache = cacheFolder === undefined ? undefined : await ObjectCache.open(cacheFolder, { log: logger("cache") });
  return S3Store.open(place, s3, {
    ...(signal === undefined ? {} : { signal }),
    ...(connections === undefined ? {} : { connections }),
    ...(cache === undefined ? {} : { cache }),
  });
}

async function assertFolder(folder: string): Promise<void> {
  let found;
  try {
    found = await stat(folder);
  } catch (cause) {
    if (systemCode(cause) !== "ENOENT" && systemCode(cause) !== "ENOTDIR") {
      throw new AffineError("store_transport", `Cannot open the folder ${folder}: ${errorMessage(cause)}`, { cause });
    }
  }
  if (found?.isDirectory() === true) return;
  throw new AffineError("not_found", `There is no folder ${folder}.`, {
    hint: "A store is a data folder with records/ and transcripts/ in it, or an address: --store https://… or s3://…",
  });
}
