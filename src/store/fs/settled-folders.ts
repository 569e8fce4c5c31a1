import { stat } from "node:fs/promises";
import { ignoreMissing } from "../../io/index.ts";

/** A folder may change again within the tick of its own time stamp: only an older stamp proves that it did not. */
const SETTLED_MS = 2_000;
const MOST_FOLDERS = 1_024;

interface Settled {
  readonly mtimeMs: number;
  /** Its greatest key. */
  readonly last: string;
}

/**
 * Which folders have nothing behind a key, without reading them again: whoever follows a chain asks for what is new many
 * times a second, and a chain of some years has half a million files.
 */
export class SettledFolders {
  readonly #folders = new Map<string, Settled>();

  /** Whether a folder is as it was when its keys were read, and none of them lies behind `after`. */
  async hasNothingAfter(path: string, after: string): Promise<boolean> {
    const known = this.#folders.get(path);
    if (known === undefined || after < known.last) return false;
    return (await mtimeOf(path)) === known.mtimeMs;
  }

  /** When a folder was changed last, to be asked before its keys are read. */
  async stamp(path: string): Promise<number | undefined> {
    return mtimeOf(path);
  }

  /** Remembers a folder of files. @param stamp from before its keys were read @param keys in order */
  remember(path: string, stamp: number | undefined, keys: readonly string[]): void {
    this.#folders.delete(path);
    const last = keys.at(-1);
    if (stamp === undefined || last === undefined || Date.now() - stamp < SETTLED_MS) return;
    if (keys.some((key) => key.endsWith("/"))) return;
    this.#folders.set(path, { mtimeMs: stamp, last });
    const [oldest] = this.#folders.keys();
    if (this.#folders.size > MOST_FOLDERS && oldest !== undefined) this.#folders.delete(oldest);
  }
}

async function mtimeOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(ignoreMissing))?.mtimeMs;
}
