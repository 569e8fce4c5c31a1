import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package has few files of its own; beyond these nothing is looked for. */
const MAX_FILES = 200;
const SOURCE = /\.(?:js|mjs|cjs)$/;

/**
 * Where a syntax error is: ` (file, line n)`, or nothing. Node tells the place of an error in an imported module to
 * nobody but its own printer, so its files are read again by `node --check`, which runs nothing.
 *
 * @param entry the file that was imported; what it imports is looked for in its folder and in those below.
 */
export function syntaxPlace(cause: unknown, entry: string): string {
  if (!(cause instanceof SyntaxError)) return "";
  let looked = 0;
  for (const file of candidates(entry)) {
    looked += 1;
    if (looked > MAX_FILES) break;
    const { status, stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
    const place = /^(?:file:\/\/)?(.+):(\d+)$/m.exec(stderr);
    // Another fault than this one, such as JSX that is built elsewhere, is not what was met.
    if (status === 0 || place === null || !stderr.includes(cause.message)) continue;
    return ` (${decodeURI(place[1] as string)}, line ${place[2] as string})`;
  }
  return "";
}

function* candidates(entry: string): Generator<string> {
  yield entry;
  yield* sourcesBelow(dirname(entry));
}

/** Sources folder by folder, as they are asked for: what lies far below a home folder is never walked. */
function* sourcesBelow(folder: string): Generator<string> {
  const folders = [folder];
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && folders.length < MAX_FILES) folders.push(path);
      if (entry.isFile() && SOURCE.test(entry.name)) yield path;
    }
  }
}
