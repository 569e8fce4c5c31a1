import { z } from "zod";
import { AffineError, sha256Hex } from "../../../core/index.ts";
import { describe, readCase, type CorpusCase } from "./corpus-case.ts";

/** Longer statements are no prompts, in UTF-16 code units. */
const LONGEST_STATEMENT = 32_768;
const MOST_FAULTS_SHOWN = 5;

export interface CorpusEntry {
  readonly statement: string;
  readonly cases: readonly CorpusCase[];
}

/** A sample that is never asked, since nothing could judge its answers. */
export interface InvalidSample {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

export interface TaskCorpus {
  /** SHA-256 of the file, which pins all that is in it. */
  readonly sha256: string;
  readonly entries: readonly CorpusEntry[];
  /** Samples without any usable test case. */
  readonly invalid: readonly InvalidSample[];
}

const casesSchema = z.object({ test_cases: z.array(z.unknown()) });
const sampleSchema = z
  .object({
    prompt: z.string().min(1).max(LONGEST_STATEMENT),
    /** An object, or its JSON text. */
    verification_info: z.union([z.string(), casesSchema]).optional(),
    test_cases: z.array(z.unknown()).optional(),
  })
  .refine((sample) => sample.verification_info !== undefined || sample.test_cases !== undefined, {
    message: "verification_info or test_cases is missing",
  });

/**
 * Reads a corpus of tasks: JSON Lines, each `{"prompt": …, "verification_info": {"test_cases": […]}}` or
 * `{"prompt": …, "test_cases": […]}`, with cases of type `stdin_stdout` or `function_call`.
 *
 * @param sha256 what the file's hash must be, lower-case hexadecimal.
 * @throws AffineError `invalid_input` for another hash, text that is no UTF-8, lines that are no samples (the message
 * names them), or a corpus without a single sample that can be judged.
 */
export function parseTaskCorpus(bytes: Uint8Array, sha256: string): TaskCorpus {
  const actual = sha256Hex(bytes);
  if (actual !== sha256) {
    throw refuse(`The corpus has SHA-256 ${actual}, not ${sha256}.`, "Fetch the file again, or pin the hash it has.");
  }
  const entries: CorpusEntry[] = [];
  const invalid: InvalidSample[] = [];
  const faults: string[] = [];
  for (const [index, text] of decode(bytes).split("\n").entries()) {
    if (text.trim() === "") continue;
    const line = index + 1;
    const sample = sampleSchema.safeParse(parseJson(text));
    if (!sample.success) {
      faults.push(`line ${line}: ${describe(sample.error)}`);
      continue;
    }
    const read = casesOf(sample.data).map(readCase);
    const cases = read.flatMap((found) => ("usable" in found ? [found.usable] : []));
    if (cases.length > 0) entries.push({ statement: sample.data.prompt, cases });
    else
      invalid.push({ line, why: read.flatMap((found) => ("why" in found ? [found.why] : []))[0] ?? "no test cases" });
  }
  if (faults.length > 0) {
    const more = faults.length > MOST_FAULTS_SHOWN ? `; and ${faults.length - MOST_FAULTS_SHOWN} more` : "";
    const shown = faults.slice(0, MOST_FAULTS_SHOWN).join("; ");
    throw refuse(`The corpus has lines that are no samples: ${shown}${more}.`, "Mend or remove these lines.");
  }
  if (entries.length === 0) {
    const first = invalid[0] === undefined ? "it is empty" : `line ${invalid[0].line}: ${invalid[0].why}`;
    throw refuse(
      `No sample of the corpus has a usable test case (${first}).`,
      "Give cases of type stdin_stdout or function_call.",
    );
  }
  return { sha256, entries, invalid };
}

function casesOf({ verification_info: info, test_cases: cases }: z.output<typeof sampleSchema>): readonly unknown[] {
  if (cases !== undefined) return cases;
  const read = casesSchema.safeParse(typeof info === "string" ? parseJson(info) : info);
  return read.success ? read.data.test_cases : [];
}

/** `undefined` for what is no JSON, which no schema takes. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AffineError("invalid_input", "The corpus is not UTF-8.", { hint: "Save it as UTF-8.", cause });
  }
}

function refuse(message: string, hint: string): AffineError {
  return new AffineError("invalid_input", message, { hint });
}
