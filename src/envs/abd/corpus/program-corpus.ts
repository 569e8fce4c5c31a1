import { z } from "zod";
import { AffineError, sha256Hex } from "../../../core/index.ts";

/** Programs, inputs and outputs longer than this do not belong into a prompt, in UTF-16 code units. */
const LONGEST_PROGRAM = 16_384;
const LONGEST_TEXT = 4_096;
const MOST_FAULTS_SHOWN = 5;

const entrySchema = z.object({
  program: z.string().min(1).max(LONGEST_PROGRAM),
  input: z.string().max(LONGEST_TEXT),
  output: z.string().min(1).max(LONGEST_TEXT),
});
/** A Python 3 program, an input, and what the program prints for it. */
export type CorpusEntry = z.output<typeof entrySchema>;

export interface ProgramCorpus {
  /** SHA-256 of the file, which pins all that is in it. */
  readonly sha256: string;
  readonly entries: readonly CorpusEntry[];
}

/**
 * Reads a corpus: JSON Lines, each `{"program": …, "input": …, "output": …}`; other fields are passed over.
 *
 * @param sha256 what the file's hash must be, lower-case hexadecimal.
 * @throws AffineError `invalid_input` for another hash, text that is no UTF-8, an empty corpus, or lines that are no
 * entries; the message names the lines.
 */
export function parseProgramCorpus(bytes: Uint8Array, sha256: string): ProgramCorpus {
  const actual = sha256Hex(bytes);
  if (actual !== sha256) {
    throw refuse(`The corpus has SHA-256 ${actual}, not ${sha256}.`, "Fetch the file again, or pin the hash it has.");
  }
  const entries: CorpusEntry[] = [];
  const faults: string[] = [];
  for (const [index, line] of decode(bytes).split("\n").entries()) {
    if (line.trim() === "") continue;
    const entry = entrySchema.safeParse(parseLine(line));
    if (entry.success) entries.push(entry.data);
    else faults.push(`line ${index + 1}: ${describe(entry.error)}`);
  }
  if (faults.length > 0) {
    const shown = faults.slice(0, MOST_FAULTS_SHOWN).join("; ");
    const more = faults.length > MOST_FAULTS_SHOWN ? `; and ${faults.length - MOST_FAULTS_SHOWN} more` : "";
    throw refuse(`The corpus has lines that are no entries: ${shown}${more}.`, "Mend or remove these lines.");
  }
  if (entries.length === 0) throw refuse("The corpus is empty.", "It needs a line for each program.");
  return { sha256, entries };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse("The corpus is not UTF-8.", "Write it as JSON Lines in UTF-8.", cause);
  }
}

/** `undefined` for a line that is not JSON; the schema then says that it is no object. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined || issue.path.length === 0) return "not a JSON object";
  return `${issue.path.join(".")}: ${issue.message}`;
}

function refuse(message: string, hint: string, cause?: unknown): AffineError {
  return new AffineError("invalid_input", message, { hint, cause });
}
