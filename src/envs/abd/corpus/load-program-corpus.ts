import { readFile } from "node:fs/promises";
import { AffineError, errorMessage } from "../../../core/index.ts";
import { parseProgramCorpus, type ProgramCorpus } from "./program-corpus.ts";
import { registerProgramCorpus } from "./registered-corpora.ts";

/**
 * Reads a corpus file, checks its hash and makes its programs available.
 *
 * @param file JSON Lines, each `{"program": …, "input": …, "output": …}`.
 * @param sha256 of the file, lower-case hexadecimal.
 * @throws AffineError `not_found` for a file that cannot be read, `invalid_input` as {@link parseProgramCorpus}.
 * @example
 * const { sha256 } = await loadProgramCorpus("programs.jsonl", "9f86d0…");
 * const challenge = await ABD({ source: "corpus", corpus: sha256 }).generate();
 */
export async function loadProgramCorpus(file: string, sha256: string): Promise<ProgramCorpus> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new AffineError("not_found", `The corpus ${file} cannot be read: ${errorMessage(cause)}.`, {
      hint: "Give the path of a JSON Lines file.",
      cause,
    });
  }
  const corpus = parseProgramCorpus(bytes, sha256);
  registerProgramCorpus(corpus);
  return corpus;
}
