import { AffineError, errorMessage, withoutPeriod } from "../../core/index.ts";
import { readRegularFile } from "../../io/index.ts";
import type { Corpus } from "./corpus.ts";

/** A text of Node has 536,870,888 characters at most, and a corpus is read as one. */
const MOST_CORPUS_BYTES = 500_000_000;

/** The corpora of one environment that this process has read, by hash: a hash stands for one content. */
export class CorpusRegistry<Read extends Corpus<unknown>> {
  readonly #corpora = new Map<string, Read>();
  readonly #loader: string;

  /** @param loader the function that loads a file, as the hint of an error names it. */
  constructor(loader: string) {
    this.#loader = loader;
  }

  add(corpus: Read): void {
    this.#corpora.set(corpus.sha256, corpus);
  }

  /** @throws AffineError `environment_params` for a hash that no corpus here has. */
  get(sha256: string): Read {
    const found = this.#corpora.get(sha256.toLowerCase());
    if (found !== undefined) return found;
    throw new AffineError("environment_params", `No corpus with SHA-256 ${sha256} has been loaded.`, {
      hint: `Call ${this.#loader}(file, sha256) before asking for its questions.`,
    });
  }

  /**
   * Reads a file and registers it.
   *
   * @throws AffineError `not_found` for a file that cannot be read, and what `parse` throws.
   */
  async load(file: string, sha256: string, parse: (bytes: Uint8Array, sha256: string) => Read): Promise<Read> {
    const limits = { maxBytes: MOST_CORPUS_BYTES, followLink: true };
    const bytes = await readRegularFile(file, limits).catch((cause: unknown) => {
      throw unreadable(file, errorMessage(cause), cause);
    });
    if (bytes === undefined) throw unreadable(file, "it is not there");
    const corpus = parse(bytes, sha256);
    this.add(corpus);
    return corpus;
  }
}

function unreadable(file: string, why: string, cause?: unknown): AffineError {
  return new AffineError("not_found", `The corpus ${file} cannot be read: ${withoutPeriod(why)}.`, {
    hint: "Give the path of a JSON Lines file.",
    cause,
  });
}
