import { unlink } from "node:fs/promises";
import { join } from "node:path";
import { errorMessage } from "../core/index.ts";
import { readRegularFile, replaceFile } from "../io/index.ts";
import type { Logger } from "../telemetry/index.ts";
import type { KeptTurn } from "./episode-turn.ts";
import { wasFirst } from "./spool-files.ts";
import { MAX_TURNS_BYTES, turnsOfText, turnsText } from "./turns-text.ts";

/** The turns of episodes under way: one file a job, replaced whole after every turn. */
export class TurnFiles {
  readonly #folder: string;
  readonly #log: Logger;

  constructor(folder: string, log: Logger) {
    this.#folder = folder;
    this.#log = log;
  }

  /** None for a job that was not begun; `null` for a broken file, which stays: a job must not be begun anew for it. */
  async read(id: string): Promise<readonly KeptTurn[] | null> {
    try {
      const bytes = await readRegularFile(this.#path(id), { maxBytes: MAX_TURNS_BYTES });
      return bytes === undefined ? [] : turnsOfText(bytes.toString("utf8"));
    } catch (error) {
      this.#log.error({ job: id, problem: errorMessage(error) }, "the turns of an episode cannot be read");
      return null;
    }
  }

  async keep(id: string, turns: readonly KeptTurn[]): Promise<void> {
    await replaceFile(this.#path(id), turnsText(turns), { mode: 0o600 });
  }

  async forget(id: string): Promise<void> {
    await wasFirst(unlink(this.#path(id)));
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
