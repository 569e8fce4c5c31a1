import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { AffineError } from "../core/index.ts";

/** A small JSON file of the journal, replaced whole: after a crash it holds the old state or the new, never a mixture. */
export class StateFile<T> {
  readonly path: string;
  readonly #schema: z.ZodType<T>;

  /** @param schema of the state; its `v` names the version of the format. */
  constructor(path: string, schema: z.ZodType<T>) {
    this.path = path;
    this.#schema = schema;
  }

  /** @returns `undefined` when nothing was ever written. @throws AffineError `state_version` or `state_corrupt`. */
  async read(): Promise<T | undefined> {
    let text: string;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      throw this.#unusable("state_corrupt", "is not JSON", cause);
    }
    const version: unknown = typeof value === "object" && value !== null ? (value as { v?: unknown }).v : undefined;
    if (version !== 1) throw this.#unusable("state_version", `is of version ${JSON.stringify(version)}, not 1`);
    const parsed = this.#schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw this.#unusable("state_corrupt", `is malformed: ${z.prettifyError(parsed.error)}`, parsed.error);
  }

  /** Durable when resolved. Writes must not overlap. */
  async write(state: T): Promise<void> {
    const folder = dirname(this.path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const temporary = `${this.path}.new`;
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(JSON.stringify(state));
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
    const names = await open(folder, "r");
    try {
      await names.sync();
    } finally {
      await names.close();
    }
  }

  #unusable(code: "state_corrupt" | "state_version", what: string, cause?: unknown): AffineError {
    return new AffineError(code, `The state file ${this.path} ${what}.`, {
      hint: "Records are not in it: move it away and start again, or run the version of affine that wrote it.",
      cause,
    });
  }
}
