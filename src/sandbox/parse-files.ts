import { AffineError, utf8 } from "../core/index.ts";
import { MAX_FILES, MAX_FILES_BYTES, MAX_PATH_DEPTH, MAX_PATH_LENGTH } from "./limits.ts";

/** A file that a run finds below {@link WORK_PATH}. */
export interface JobFile {
  /** Relative and normalised: `shop/rates.py`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/;
const SHOWN = 80;

/**
 * Checks the files of a run, and puts them in the order of their paths, so that the order in which they were given
 * changes nothing.
 *
 * @throws AffineError `invalid_input` with `details.field` = "files".
 */
export function parseFiles(given: Readonly<Record<string, string>> = {}): readonly JobFile[] {
  // A program in plain JavaScript may give anything.
  const map: unknown = given;
  if (typeof map !== "object" || map === null || Array.isArray(map) || map instanceof Map) {
    throw refuse("are no map of paths to texts", 'Give an object: { "shop/rates.py": "…" }.');
  }
  const entries = Object.entries(map as Record<string, unknown>);
  if (entries.length > MAX_FILES) throw refuse(`are ${entries.length}`, `At most ${MAX_FILES} are taken.`);
  let left = MAX_FILES_BYTES;
  const files = entries.map(([path, text]) => {
    checkPath(path);
    const bytes = bytesOf(path, text, left);
    left -= bytes.length;
    return { path, bytes };
  });
  const ordered = files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = new Set(ordered.map(({ path }) => path));
  for (const path of paths) {
    const folder = foldersOf(path).find((name) => paths.has(name));
    if (folder !== undefined) throw refuse(`have ${folder} both as a file and as a folder`, "Rename one of them.");
  }
  return ordered;
}

function checkPath(path: string): void {
  const names = path.split("/");
  const wrong =
    path.length > MAX_PATH_LENGTH
      ? `a path of ${path.length} characters`
      : names.length > MAX_PATH_DEPTH
        ? `a path of ${names.length} names`
        : names.every((name) => NAME.test(name) && !name.endsWith("."))
          ? null
          : `the path ${JSON.stringify(path.slice(0, SHOWN))}`;
  if (wrong === null) return;
  throw refuse(
    `have ${wrong}`,
    `Paths are relative and normalised, such as shop/rates.py: names of letters, digits, _, - and inner dots, joined by /, at most ${MAX_PATH_DEPTH} names and ${MAX_PATH_LENGTH} characters.`,
  );
}

function bytesOf(path: string, text: unknown, left: number): Uint8Array {
  if (typeof text !== "string") throw refuse(`have no text at ${path}`, "Each path has a string.");
  // Checked before encoding: UTF-8 is never shorter than UTF-16 units.
  const bytes = text.length > left || !text.isWellFormed() ? null : utf8(text);
  if (bytes !== null && bytes.length <= left) return bytes;
  if (!text.isWellFormed()) throw refuse(`have a lone surrogate in ${path}`, "Give well-formed text.");
  throw refuse("are too long", `Together at most ${MAX_FILES_BYTES} bytes are taken.`);
}

/** The folders above a path, the topmost first. */
function foldersOf(path: string): string[] {
  const names = path.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join("/"));
}

function refuse(problem: string, hint: string): AffineError {
  return new AffineError("invalid_input", `The files ${problem}.`, { hint, details: { field: "files" } });
}
