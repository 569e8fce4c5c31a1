import { rmdir } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, sha256Hex } from "../../core/index.ts";
import { makeFolders } from "../../io/index.ts";
import { samplingSeed, TurnFiles, type TurnJournal } from "../../rounds/index.ts";
import type { Logger } from "../../telemetry/index.ts";
import type { EvalQuestion } from "./eval-question.ts";
import type { EvalSettings } from "./eval-settings.ts";

/**
 * The turns of an evaluation's open episodes, in a folder beside its file: a run that was killed, or whose host failed,
 * asks the same turn again, as validators do. The folder is there as long as an episode is open.
 */
export class EvalTurns {
  readonly #folder: string;
  readonly #settings: string;
  readonly #files: TurnFiles;
  readonly #log: Logger;

  /** @param output the evaluation's file: the folder is `OUTPUT.turns` */
  constructor(output: string, settings: EvalSettings, log: Logger) {
    this.#folder = `${output}.turns`;
    this.#settings = canonicalJson(settings);
    this.#log = log;
    this.#files = new TurnFiles(this.#folder, log);
  }

  /** Turns that cannot be read, or are not this episode's, are told, and nothing is asked: `turns` is `null` then. */
  async journalOf(question: EvalQuestion): Promise<TurnJournal> {
    const id = this.#idOf(question);
    const found = await this.#files.read(id);
    const turns =
      found?.every(({ seed }, at) => seed === samplingSeed(question.challenge, at + 1)) === true ? found : null;
    if (turns === null) {
      const file = join(this.#folder, `${id}.json`);
      this.#log.error({ file }, "these are not the turns of an episode under way; delete the file to begin it anew");
    }
    return {
      turns,
      keep: async (turns) => {
        await makeFolders(this.#folder, 0o700);
        await this.#files.keep(id, turns);
        return true;
      },
    };
  }

  /** Once its answer is in the file. */
  async forget(question: EvalQuestion): Promise<void> {
    await this.#files.forget(this.#idOf(question));
  }

  /** Takes the folder away where no episode is open. */
  async close(): Promise<void> {
    await rmdir(this.#folder).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ENOTEMPTY") throw error;
    });
  }

  /** Another evaluation's turns, left by a file of the same name, are not taken for this one's. */
  #idOf({ challenge }: EvalQuestion): string {
    return sha256Hex(canonicalJson([this.#settings, challenge])).slice(0, 32);
  }
}
