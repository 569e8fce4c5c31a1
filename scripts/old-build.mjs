import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SENTENCE = "dist/ was built from other sources than src/ holds: run `npm run build`.";

/**
 * One sentence when `dist/` was built from other sources than those that are here, else `undefined`. Times are looked at
 * first: contents are read only where a source is newer than the build, as after a copy or a change of branch.
 */
export async function oldBuild(root = fileURLToPath(new URL("..", import.meta.url))) {
  const file = join(root, "dist", "source-hash");
  let built;
  try {
    built = { atMs: statSync(file).mtimeMs, hash: readFileSync(file, "utf8").trim() };
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return SENTENCE;
  }
  if (!isNewer(join(root, "src"), built.atMs)) return undefined;
  // Not before: it takes longer to load than the rest of this.
  const { sourceHash } = await import("./source-hash.mjs");
  return sourceHash(root) === built.hash ? undefined : SENTENCE;
}

/** Whether a file below a folder was written later. Every start of `af` in a checkout waits for this. */
function isNewer(folder, thanMs) {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return isNewer(path, thanMs);
    return !entry.name.endsWith(".test.ts") && statSync(path).mtimeMs > thanMs;
  });
}
