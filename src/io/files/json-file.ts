import type { z } from "zod";
import { type JsonLimits, readJson } from "./read-json.ts";
import { replaceFile } from "./write-durably.ts";

/** A small JSON file, replaced whole: after a crash it holds the old state or the new, never a mixture. */
export class JsonFile<T> {
  readonly path: string;
  readonly #schema: z.ZodType<T>;
  readonly #limits: JsonLimits;

  constructor(path: string, schema: z.ZodType<T>, limits: JsonLimits) {
    this.path = path;
    this.#schema = schema;
    this.#limits = limits;
  }

  /** @returns `undefined` when nothing was ever written. @throws AffineError as {@link readJson} */
  read(): Promise<T | undefined> {
    return readJson(this.path, this.#schema, this.#limits);
  }

  /** Durable when resolved. @throws AffineError `disk_full`, `file_access` */
  async write(state: T): Promise<void> {
    await replaceFile(this.path, `${JSON.stringify(state)}\n`, { folderMode: 0o700 });
  }
}
