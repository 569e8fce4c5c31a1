import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pageFiles, sourceFiles } from "./source-files.mjs";

/** SHA-256 over names and contents of the sources, by which a build says what it was made from. */
export function sourceHash(root) {
  return hashOf(root, sourceFiles(root));
}

/** The same over the sources of the page. */
export function pageHash(root) {
  return hashOf(root, pageFiles(root));
}

function hashOf(root, names) {
  const hash = createHash("sha256");
  for (const name of names) {
    const bytes = readFileSync(join(root, name));
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
