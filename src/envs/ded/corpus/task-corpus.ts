import { z } from "zod";
import { faultsOf, needText, kinds, need } from "../../../core/index.ts";
import {
  CorpusRegistry,
  firstIssue,
  parseCorpus,
  parseExactJson,
  type Corpus,
  needCorpus,
} from "../../corpus/index.ts";
import { parsePythonLiteral, PythonOnly } from "./parse-python-literal.ts";
import { readCase, type CorpusCase } from "./corpus-case.ts";

/** Longer statements are no prompts, in UTF-16 code units. */
const LONGEST_STATEMENT = 32_768;

export interface CorpusEntry {
  readonly statement: string;
  readonly cases: readonly CorpusCase[];
}

/** Its invalid samples are those without any usable test case. */
export type TaskCorpus = Corpus<CorpusEntry>;

const corpora = new CorpusRegistry<TaskCorpus>("loadTaskCorpus");
const casesSchema = z.object({ test_cases: z.array(z.unknown()) });
const sampleSchema = z
  .object({
    prompt: z.string().min(1).max(LONGEST_STATEMENT),
    /** An object, its JSON text, or its text as a Python literal. */
    verification_info: z.union([z.string(), casesSchema]).optional(),
    test_cases: z.array(z.unknown()).optional(),
  })
  .refine((sample) => sample.verification_info !== undefined || sample.test_cases !== undefined, {
    message: "verification_info or test_cases is missing",
  });

/**
 * Reads a corpus of tasks: JSON Lines, each `{"prompt": …, "verification_info": {"test_cases": […]}}` or
 * `{"prompt": …, "test_cases": […]}`, with cases of type `stdin_stdout` or `function_call`; an `id` must be the line's own.
 *
 * @param sha256 what the file's hash must be, lower-case hexadecimal.
 * @throws AffineError `invalid_input` for another hash, text that is no UTF-8, lines that are no samples (the message
 * names them), or a corpus without a single sample that can be judged.
 */
export function parseTaskCorpus(bytes: Uint8Array, sha256: string): TaskCorpus {
  need(kinds.bytes, bytes, "parseTaskCorpus", "the bytes of a corpus and their SHA-256");
  needText(sha256, "parseTaskCorpus", "the bytes of a corpus and their SHA-256");
  return parseCorpus(bytes, sha256, (given) => {
    const sample = sampleSchema.safeParse(given);
    if (!sample.success) return { fault: firstIssue(sample.error) };
    const found = casesOf(sample.data);
    if ("why" in found) return { invalid: found.why };
    const read = found.cases.map(readCase);
    const cases = read.flatMap((one) => ("usable" in one ? [one.usable] : []));
    if (cases.length > 0) return { entry: { statement: sample.data.prompt, cases } };
    return { invalid: read.flatMap((one) => ("why" in one ? [one.why] : []))[0] ?? "no test cases" };
  });
}

/** Makes a corpus known to `DED({ source: "corpus", corpus })`. */
export function registerTaskCorpus(corpus: TaskCorpus): void {
  needCorpus(corpus, "registerTaskCorpus", "what loadTaskCorpus returns");
  corpora.add(corpus);
}

/** @throws AffineError `environment_params` for a corpus that has not been loaded. */
export function taskCorpus(sha256: string): TaskCorpus {
  return corpora.get(sha256);
}

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
  const what = "the path of a corpus and its SHA-256, 64 hexadecimal characters";
  needText(file, "loadTaskCorpus", what);
  needText(sha256, "loadTaskCorpus", what);
  return corpora.load(file, sha256, parseTaskCorpus);
}

type FoundCases = { readonly cases: readonly unknown[] } | { readonly why: string };

function casesOf({ verification_info: info, test_cases: cases }: z.output<typeof sampleSchema>): FoundCases {
  if (cases !== undefined) return { cases };
  const given = typeof info === "string" ? parseText(info) : { value: info };
  if ("why" in given) return { why: `verification_info: ${given.why}` };
  // Keys that are no texts say nothing of the test cases beside them.
  const foreign = given.value instanceof PythonOnly ? given.value : undefined;
  const value = foreign !== undefined && "test_cases" in foreign.named ? foreign.named : given.value;
  const why = value instanceof PythonOnly ? foreignFault("", value, "an object with test_cases") : casesFault(value);
  if (why !== undefined) return { why: `verification_info: ${why}` };
  const read = casesSchema.safeParse(value);
  return read.success ? { cases: read.data.test_cases } : { why: `verification_info: ${faultsOf(read.error, value)}` };
}

/** What is wrong with test cases that no JSON could be. */
function casesFault(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("test_cases" in value)) return undefined;
  const { test_cases: cases } = value;
  return cases instanceof PythonOnly ? foreignFault("test_cases: ", cases, "a list") : undefined;
}

function foreignFault(where: string, { what }: PythonOnly, wanted: string): string {
  return `${where}expected ${wanted}, found ${what}`;
}

/** The value of a text, or why it has none. */
function parseText(text: string): { readonly value: unknown } | { readonly why: string } {
  try {
    return { value: parseExactJson(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const literal = parsePythonLiteral(text);
    if (literal.read) return { value: literal.value };
    return { why: `neither JSON (${error.message}) nor a Python literal (${literal.why})` };
  }
}
