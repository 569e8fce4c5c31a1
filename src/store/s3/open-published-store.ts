import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AffineError, errorMessage, shownAddress } from "../../core/index.ts";
import { readRegularFile, TimeLimit } from "../../io/index.ts";
import { FsStore } from "../fs/fs-store.ts";
import { storeError } from "../fs/store-error.ts";
import type { Store } from "../store.ts";
import type { ConfiguredStore } from "./configured-store.ts";

/** Where records are published besides the data folder. */
export interface PublishedStore {
  readonly store: Store;
  /** What the bucket is called for those who read it without a key; `undefined` for a folder. */
  readonly url: string | undefined;
  /** Makes sure that writers cannot overwrite each other. @throws AffineError as `S3Store.probe` */
  probe(): Promise<void>;
  /** Puts an object, reads it and takes it away. @throws AffineError naming what comes instead of what was put */
  readBack(): Promise<void>;
  /**
   * Whether what is published can be read below an address by everybody: an object is put there and asked for.
   *
   * @returns `undefined`, or why not
   * @throws AffineError when it cannot be put
   */
  faultOfReading(url: string, signal?: AbortSignal): Promise<string | undefined>;
}

const READING_PATIENCE_MS = 15_000;

/** Opens the place; asks nobody yet. @throws AffineError `config_invalid`, `credentials_missing` */
export async function openPublishedStore({ place, s3 }: ConfiguredStore): Promise<PublishedStore> {
  if (/^s3:/i.test(place)) {
    const { S3Store } = await import("./s3-store.ts");
    const store = S3Store.open(place, s3);
    return {
      store,
      url: store.url,
      probe: () => store.probe(),
      readBack: () => store.readBack(),
      faultOfReading: (url, signal) => store.withProbeObject((key, text) => faultAt(url + key, text, signal)),
    };
  }
  // A folder could be called so, but whoever writes `s3//bucket` or `gs:bucket` means a server.
  if (/^[a-z][a-z0-9+.-]*(:|\/\/)/i.test(place)) {
    throw new AffineError("config_invalid", `AFFINE_STORE: nothing can be written to ${shownAddress(place)}.`, {
      hint: "It is s3://BUCKET/PREFIX or a folder; the address at which others read is AFFINE_RECORDS_URL.",
    });
  }
  const store = await FsStore.open(place);
  return {
    store,
    url: undefined,
    probe: () => Promise.resolve(),
    readBack: () => readBackOf(store.location),
    faultOfReading: () => Promise.resolve(undefined),
  };
}

/** A mounted disk may take what it does not keep, and a folder may be somebody else's. */
async function readBackOf(folder: string): Promise<void> {
  const nonce = randomBytes(12).toString("hex");
  const path = join(folder, `.probe-${nonce}`);
  try {
    await writeFile(path, nonce, { flag: "wx" });
    const found = await readRegularFile(path, { maxBytes: 1024 });
    if (found === undefined || Buffer.from(found).toString("utf8") !== nonce) throw new Error("other bytes came back");
  } catch (error) {
    throw storeError(`What is written to ${folder} cannot be read back`, error);
  } finally {
    await rm(path, { force: true });
  }
}

async function faultAt(url: string, text: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  const limit = new TimeLimit(READING_PATIENCE_MS, signal);
  try {
    const response = await fetch(url, { redirect: "manual", signal: limit.signal });
    if (response.status === 200 && (await response.text()) === text) return undefined;
    await response.body?.cancel();
    return response.status === 200 ? "it leads to something else" : `it answers with status ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return errorMessage(cause ?? error);
  } finally {
    limit.clear();
  }
}
