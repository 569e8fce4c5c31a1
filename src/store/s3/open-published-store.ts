import { AffineError, errorMessage, shownAddress } from "../../core/index.ts";
import { FsStore } from "../fs/fs-store.ts";
import type { Store } from "../store.ts";
import type { ConfiguredStore } from "./configured-store.ts";

/** Where records are published besides the data folder. */
export interface PublishedStore {
  readonly store: Store;
  /** What the bucket is called for those who read it without a key; `undefined` for a folder. */
  readonly url: string | undefined;
  /** Makes sure that writers cannot overwrite each other. @throws AffineError as `S3Store.probe` */
  probe(): Promise<void>;
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
  return { store, url: undefined, probe: () => Promise.resolve(), faultOfReading: () => Promise.resolve(undefined) };
}

async function faultAt(url: string, text: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  const timeout = AbortSignal.timeout(READING_PATIENCE_MS);
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    if (response.status === 200 && (await response.text()) === text) return undefined;
    await response.body?.cancel();
    return response.status === 200 ? "it leads to something else" : `it answers with status ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    return errorMessage(cause ?? error);
  }
}
