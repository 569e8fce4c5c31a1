import { AffineError, errorMessage, sha256Hex } from "../../core/index.ts";
import type { Corpus, InvalidSample } from "./corpus.ts";
import { parseExactJson } from "./exact-json.ts";

const MOST_FAULTS_SHOWN = 5;

/** What a line is: an entry, a sample that is of no use, or nothing that belongs into a corpus. */
export type ReadSample<Entry> = { readonly entry: Entry } | { readonly invalid: string } | { readonly fault: string };

/**
 * Reads a corpus: JSON Lines in UTF-8, empty lines passed over. Lines may have an `id`, a text or a number, which no two
 * may share.
 *
 * @param sha256 what the file's hash must be, hexadecimal.
 * @param read gets the JSON of a line, `undefined` for a line that is no JSON.
 * @throws AffineError `invalid_input` for another hash, text that is no UTF-8, faulty lines or ids (the message names the
 * lines), or a corpus without an entry.
 */
export function parseCorpus<Entry>(
  bytes: Uint8Array,
  sha256: string,
  read: (sample: unknown) => ReadSample<Entry>,
): Corpus<Entry> {
  const actual = sha256Hex(bytes);
  if (actual !== sha256.toLowerCase()) {
    throw refuse(`The corpus has SHA-256 ${actual}, not ${sha256}.`, "Fetch the file again, or pin the hash it has.");
  }
  const entries: Entry[] = [];
  const invalid: InvalidSample[] = [];
  const faults: string[] = [];
  const lineOfId = new Map<string, number>();
  for (const [index, text] of decode(bytes).split("\n").entries()) {
    if (text.trim() === "") continue;
    const line = index + 1;
    const sample = parseJson(text);
    const found = sample.read ? read(sample.value) : { fault: `not JSON (${sample.why})` };
    const id = sample.read ? idOf(sample.value) : undefined;
    const before = id === undefined ? undefined : lineOfId.get(id);
    if (id !== undefined && before === undefined) lineOfId.set(id, line);
    if ("fault" in found) faults.push(`line ${line}: ${found.fault}`);
    else if (before !== undefined) faults.push(`line ${line}: id ${id ?? ""} is that of line ${before} already`);
    else if ("invalid" in found) invalid.push({ line, why: found.invalid });
    else entries.push(found.entry);
  }
  if (faults.length > 0) {
    const shown = faults.slice(0, MOST_FAULTS_SHOWN).join("; ");
    const more = faults.length > MOST_FAULTS_SHOWN ? `; and ${faults.length - MOST_FAULTS_SHOWN} more` : "";
    throw refuse(`The corpus has lines that are no samples: ${shown}${more}.`, "Mend or remove these lines.");
  }
  if (entries.length === 0) {
    const [first] = invalid;
    const why = first === undefined ? "it is empty" : `line ${first.line}: ${first.why}`;
    throw refuse(`The corpus has nothing to ask: ${why}.`, "docs/environments.md says what its lines look like.");
  }
  return { sha256: actual, entries, invalid };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse("The corpus is not UTF-8.", "Save it as JSON Lines in UTF-8.", cause);
  }
}

function parseJson(text: string): { readonly read: true; readonly value: unknown } | { read: false; why: string } {
  try {
    return { read: true, value: parseExactJson(text) };
  } catch (fault) {
    if (fault instanceof SyntaxError) return { read: false, why: errorMessage(fault) };
    throw fault;
  }
}

/** `7` and `"7"` are different ids. */
function idOf(sample: unknown): string | undefined {
  if (typeof sample !== "object" || sample === null || !("id" in sample)) return undefined;
  const { id } = sample;
  if (typeof id === "bigint") return id.toString();
  return typeof id === "string" || typeof id === "number" ? JSON.stringify(id) : undefined;
}

function refuse(message: string, hint: string, cause?: unknown): AffineError {
  return new AffineError("invalid_input", message, { hint, cause });
}
