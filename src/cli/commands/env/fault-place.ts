import { spawnSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { headPlace, thrownPlace } from "../../../core/index.ts";
import { readRegularFileSync } from "../../../io/index.ts";

/** A package has few files of its own; beyond these nothing is looked for. */
const MAX_FILES = 200;
const SOURCE = /\.(?:js|mjs|cjs)$/;

/**
 * Where a module that could not be imported is at fault: ` (file, line n)`, or nothing. Of a syntax error in an imported
 * module Node tells the place to nobody but its own printer, so those that were imported are read again by
 * `node --check`, which runs nothing.
 *
 * @param imported URLs of the modules that were asked for, in their order: what nobody imports is not at fault.
 */
export function faultPlace(cause: unknown, imported: readonly string[]): string {
  const missing = missingPlace(cause);
  if (missing !== "") return missing;
  if (!isOfReading(cause)) return thrownPlace(cause);
  return headPlace(cause) || syntaxPlace(cause, imported) || thrownPlace(cause);
}

const MOST_SOURCE_BYTES = 16 << 20;
const MISSING = /^Cannot find (?:package|module) '(.+?)' imported from (.+)$/m;

/** The line that imports what is not there: Node tells the file alone. */
function missingPlace(cause: unknown): string {
  const [, wanted, from] = MISSING.exec(cause instanceof Error ? cause.message : "") ?? [];
  if (wanted === undefined || from === undefined) return "";
  const file = from.startsWith("file:") ? fileURLToPath(from) : from;
  let lines: readonly string[];
  try {
    const bytes = readRegularFileSync(file, { maxBytes: MOST_SOURCE_BYTES, followLink: true });
    lines = new TextDecoder().decode(bytes).split("\n");
  } catch {
    // It has gone meanwhile; the message names it all the same.
    return "";
  }
  const names = (specifier: string): boolean =>
    specifier === wanted ||
    specifier.startsWith(`${wanted}/`) ||
    (/^\.{0,2}\//.test(specifier) && resolve(dirname(file), specifier) === wanted);
  const at = lines.findIndex((line) => [...line.matchAll(/["']([^"']+)["']/g)].some(([, word]) => names(String(word))));
  return at === -1 ? "" : ` (${file}, line ${at + 1})`;
}

/** Thrown by what reads modules: a SyntaxError of code that runs, such as `JSON.parse`, has frames of its own first. */
function isOfReading(cause: unknown): cause is SyntaxError {
  if (!(cause instanceof SyntaxError)) return false;
  const first = /^\s*at .*$/m.exec(String(cause.stack))?.[0];
  return first === undefined || first.includes("node:internal/");
}

function syntaxPlace({ message }: SyntaxError, imported: readonly string[]): string {
  const files = [...new Set(imported)].filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url));
  for (const file of files.filter((name) => SOURCE.test(name)).slice(0, MAX_FILES)) {
    const { status, stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
    const [, line] = /^(?:file:\/\/)?.+:(\d+)$/m.exec(stderr) ?? [];
    // Another fault than this one, such as JSX that is built elsewhere, is not what was met.
    if (status !== 0 && line !== undefined && stderr.includes(message)) return ` (${file}, line ${line})`;
  }
  return "";
}
