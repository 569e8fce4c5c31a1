import { needText, kinds, need } from "../../../core/index.ts";
import { z } from "zod";
import { CorpusRegistry, firstIssue, parseCorpus, type Corpus, needCorpus } from "../../corpus/index.ts";

/** Programs, inputs and outputs longer than this do not belong into a prompt, in UTF-16 code units. */
const LONGEST_PROGRAM = 16_384;
const LONGEST_TEXT = 4_096;

const entrySchema = z
  .object({
    program: z.string().min(1).max(LONGEST_PROGRAM),
    input: z.string().max(LONGEST_TEXT).optional(),
    /** The original's name for the input: a text, or its lines. */
    inputs: z.union([z.string(), z.array(z.string()).transform((lines) => lines.join("\n"))]).optional(),
    output: z.string().min(1).max(LONGEST_TEXT),
  })
  .transform(({ program, input, inputs, output }) => ({ program, input: input ?? inputs, output }))
  .pipe(z.object({ program: z.string(), input: z.string().max(LONGEST_TEXT), output: z.string() }));
/** A Python 3 program, an input, and what the program prints for it. */
export type CorpusEntry = z.output<typeof entrySchema>;

export type ProgramCorpus = Corpus<CorpusEntry>;

const corpora = new CorpusRegistry<ProgramCorpus>("loadProgramCorpus");

/**
 * Reads a corpus: JSON Lines, each `{"program": …, "input": …, "output": …}`, `inputs` being as good; an `id` must be the line's own, other fields
 * are passed over.
 *
 * @param sha256 what the file's hash must be, lower-case hexadecimal.
 * @throws AffineError `invalid_input` for another hash, text that is no UTF-8, an empty corpus, or lines that are no
 * entries; the message names the lines.
 */
export function parseProgramCorpus(bytes: Uint8Array, sha256: string): ProgramCorpus {
  need(kinds.bytes, bytes, "parseProgramCorpus", "the bytes of a corpus and their SHA-256");
  needText(sha256, "parseProgramCorpus", "the bytes of a corpus and their SHA-256");
  return parseCorpus(bytes, sha256, (sample) => {
    const read = entrySchema.safeParse(sample);
    return read.success ? { entry: read.data } : { fault: firstIssue(read.error) };
  });
}

/** Makes a corpus known to `ABD({ source: "corpus", corpus })`. */
export function registerProgramCorpus(corpus: ProgramCorpus): void {
  needCorpus(corpus, "registerProgramCorpus", "what loadProgramCorpus returns");
  corpora.add(corpus);
}

/** @throws AffineError `environment_params` for a hash that no registered corpus has. */
export function programCorpus(sha256: string): ProgramCorpus {
  return corpora.get(sha256);
}

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
  const what = "the path of a corpus and its SHA-256, 64 hexadecimal characters";
  needText(file, "loadProgramCorpus", what);
  needText(sha256, "loadProgramCorpus", what);
  return corpora.load(file, sha256, parseProgramCorpus);
}
