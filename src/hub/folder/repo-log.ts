import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AffineError, errorMessage } from "../../core/index.ts";
import { readRegularFile, writeOnce } from "../../io/index.ts";

const stateSchema = z.strictObject({
  v: z.literal(1),
  private: z.boolean(),
  /** Full id of the newest commit. */
  head: z.string().regex(/^[0-9a-f]{64}$/),
});
/** What changes about a repository. */
export type RepoState = z.infer<typeof stateSchema>;

const MOST_ATTEMPTS = 100;
const MOST_STATE_BYTES = 65_536;

/**
 * The states of a repository, one file each, numbered, written once. Two processes that change it at the same time
 * want the same number; the slower one looks again. So no lock is needed, and a crash leaves the old state or the new.
 */
export class RepoLog {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The newest state; `undefined` without a repository. @throws AffineError `state_corrupt` */
  async read(): Promise<RepoState | undefined> {
    return (await this.#newest())?.state;
  }

  /**
   * Writes a new state.
   *
   * @param next the new state of an old one, called again when somebody else was faster; `undefined` leaves it
   */
  async change(
    next: (old: RepoState | undefined) => RepoState | undefined | Promise<RepoState | undefined>,
  ): Promise<void> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const newest = await this.#newest();
      const state = await next(newest?.state);
      if (state === undefined) return;
      const path = join(this.#folder, `${String((newest?.number ?? 0) + 1).padStart(8, "0")}.json`);
      if (await writeOnce(path, JSON.stringify(state), { mode: 0o644 })) return;
    }
    throw new AffineError("hub_transport", `Too many others change ${this.#folder} at the same time.`);
  }

  async #newest(): Promise<{ number: number; state: RepoState } | undefined> {
    let names: string[];
    try {
      names = await readdir(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    const last = names
      .filter((name) => /^\d{8}\.json$/.test(name))
      .sort()
      .at(-1);
    if (last === undefined) return undefined;
    const path = join(this.#folder, last);
    try {
      const text = String(await readRegularFile(path, { maxBytes: MOST_STATE_BYTES }));
      return { number: Number(last.slice(0, 8)), state: stateSchema.parse(JSON.parse(text)) };
    } catch (cause) {
      throw new AffineError("state_corrupt", `${path} is not what the model hub wrote: ${errorMessage(cause)}`, {
        hint: "Delete the file to go back to the repository's state before it.",
        cause,
      });
    }
  }
}
