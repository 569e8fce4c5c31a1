import { z } from "zod";
import { AffineError, errorMessage, faultsOf } from "../../core/index.ts";
import { type ReadLimits, readRegularFile, readRegularFileSync } from "./read-regular-file.ts";

export interface JsonLimits extends ReadLimits {
  /** What to do about a file that is not right, one sentence. */
  readonly hint: string;
  /** A file that somebody names on the command line, no state of ours: what is wrong with it is `invalid_input`. */
  readonly given?: boolean;
  /** The number of the format that this program reads, and the key that holds it; without one, none is looked for. */
  readonly version?: { readonly key: "v" | "version"; readonly number: number };
}

/**
 * Reads a JSON file by its schema.
 *
 * @returns `undefined` when there is no such file
 * @throws AffineError `state_version` for a file of another version, `state_corrupt` for one that is cut off, not JSON
 * or not as the schema says, `file_access` as {@link readRegularFile}
 *
 * @example
 * const state = await readJson(path, z.object({ v: z.literal(1) }), { maxBytes: 65_536, hint: "Delete it." });
 */
export async function readJson<T>(path: string, schema: z.ZodType<T>, limits: JsonLimits): Promise<T | undefined> {
  const bytes = await readRegularFile(path, limits);
  return bytes && parseJsonFile(path, bytes, schema, limits);
}

/** As {@link readJson}, at once: for what is read before anything else runs. */
export function readJsonSync<T>(path: string, schema: z.ZodType<T>, limits: JsonLimits): T | undefined {
  const bytes = readRegularFileSync(path, limits);
  return bytes && parseJsonFile(path, bytes, schema, limits);
}

function parseJsonFile<T>(path: string, bytes: Uint8Array, schema: z.ZodType<T>, limits: JsonLimits): T {
  const { hint, version, given = false } = limits;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AffineError(
      given ? "invalid_input" : "state_corrupt",
      `${path} is not JSON: ${inOneLine(errorMessage(cause))}`,
      { hint, cause },
    );
  }
  if (version !== undefined) checkVersion(path, value, version, hint);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const cause = parsed.error;
  const code = given ? "invalid_input" : "state_corrupt";
  throw new AffineError(code, `${path} is malformed: ${faultsOf(cause)}`, { hint, cause });
}

/** The parser quotes what it was given, line breaks and all. */
function inOneLine(message: string): string {
  return message.replace(/\s+/g, " ");
}

function checkVersion(
  path: string,
  value: unknown,
  { key, number }: NonNullable<JsonLimits["version"]>,
  hint: string,
): void {
  const found = z.record(z.string(), z.unknown()).safeParse(value).data?.[key];
  if (found === number) return;
  if (typeof found !== "number") {
    throw new AffineError("state_corrupt", `${path} is malformed: it names no version (${key}).`, { hint });
  }
  throw new AffineError("state_version", `${path} has version ${found}; this program reads ${number}.`, {
    hint: `Run the version of affine that wrote it. ${hint}`,
  });
}
