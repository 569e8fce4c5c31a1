import type { z } from "zod";
import { type JsonLimits, readJson } from "./read-json.ts";
import { replaceFile } from "./write-durably.ts";
import type { WriteGate } from "./write-gate.ts";

/** A small JSON file, replaced whole: after a crash it holds the old state or the new, never a mixture. */
export class JsonFile<T> {
  readonly path: string;
  readonly #schema: z.ZodType<T>;
  readonly #limits: JsonLimits;
  readonly #gate: WriteGate | undefined;

  /** @param gate of the folder that it is in, where somebody else may take that later */
  constructor(path: string, schema: z.ZodType<T>, limits: JsonLimits, gate?: WriteGate) {
    this.path = path;
    this.#schema = schema;
    this.#limits = limits;
    this.#gate = gate;
  }

  /** @returns `undefined` when nothing was ever written. @throws AffineError as {@link readJson} */
  read(): Promise<T | undefined> {
    return readJson(this.path, this.#schema, this.#limits);
  }

  /** Durable when resolved. @throws AffineError `disk_full`, `file_access`, `interrupted` behind a closed gate */
  async write(state: T): Promise<void> {
    const text = `${JSON.stringify(state)}\n`;
    const write = (): Promise<void> => replaceFile(this.path, text, { folderMode: 0o700 });
    await (this.#gate === undefined ? write() : this.#gate.write(write));
  }
}
