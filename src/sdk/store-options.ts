import { join } from "node:path";
import { defaultCacheFolder, type Config } from "../config/index.ts";
import { s3Settings, type OpenStoreOptions } from "../store/index.ts";

/** How a store that somebody named is opened by the settings. @throws AffineError `config_invalid` */
export function storeOptions({ values }: Config, signal?: AbortSignal): OpenStoreOptions {
  return {
    s3: s3Settings(values),
    cacheFolder: join(values.cacheDir ?? defaultCacheFolder(process.env), "objects"),
    ...(signal === undefined ? {} : { signal }),
  };
}
