import { readFile } from "node:fs/promises";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { registerTaskCorpus } from "./registered-corpora.ts";
import { parseTaskCorpus, type TaskCorpus } from "./task-corpus.ts";

/**
 * Reads a corpus file, checks its hash and makes its tasks available.
 *
 * @param sha256 of the file, lower-case hexadecimal.
 * @throws AffineError `not_found` for a file that cannot be read, `invalid_input` as {@link parseTaskCorpus}.
 * @example
 * const { sha256, invalid } = await loadTaskCorpus("tasks.jsonl", "9f86d0…");
 * const challenge = await DED({ source: "corpus", corpus: sha256 }).generate();
 */
export async function loadTaskCorpus(file: string, sha256: string): Promise<TaskCorpus> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new AffineError("not_found", `The corpus ${file} cannot be read: ${errorMessage(cause)}.`, {
      hint: "Give the path of a JSON Lines file.",
      cause,
    });
  }
  const corpus = parseTaskCorpus(bytes, sha256);
  registerTaskCorpus(corpus);
  return corpus;
}
