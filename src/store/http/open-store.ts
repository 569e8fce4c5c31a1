import { stat } from "node:fs/promises";
import { AffineError, errorMessage } from "../../core/index.ts";
import { FsStore } from "../fs/fs-store.ts";
import { systemCode } from "../../io/index.ts";
import type { Store } from "../store.ts";
import type { HttpStoreOptions } from "./http-store.ts";

/**
 * A store to read from: an `http(s)://` URL or a folder that exists.
 *
 * @throws AffineError `not_found` when the folder is not there, `config_invalid` for another kind of address.
 */
export async function openStoreForReading(place: string, options: HttpStoreOptions = {}): Promise<Store> {
  if (/^https?:/i.test(place)) {
    // Only here: its client of HTTP takes longer to load than everything that reads a folder.
    const { HttpStore } = await import("./http-store.ts");
    return HttpStore.open(place, options);
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) {
    throw new AffineError("config_invalid", `${JSON.stringify(place.slice(0, 200))} is not the address of a store.`, {
      hint: "Give a folder, or a URL that begins with http:// or https://.",
    });
  }
  await assertFolder(place);
  return FsStore.open(place, { readOnly: true });
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
    hint: "A store is a data folder with records/ and transcripts/ in it, or a URL: --store https://…",
  });
}
