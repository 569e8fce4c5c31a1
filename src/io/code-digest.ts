import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { programFolder } from "./package-files.ts";

/** SHA-256 over this program's own files, by name: another version judges anew, however it calls itself. */
export async function codeDigest(folder = fileURLToPath(programFolder())): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => /\.(js|ts|json|wasm)$/.test(name) && !/\.(test|d)\.ts$/.test(name),
  );
  const hash = createHash("sha256");
  for (const name of names.sort()) {
    hash.update(`${name}\0`);
    hash.update(
      createHash("sha256")
        .update(await readFile(join(folder, name)))
        .digest(),
    );
  }
  return hash.digest("hex");
}
