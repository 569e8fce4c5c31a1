import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** All that `dist/*.js` is built from, tests left out: paths below the folder of the package, in a fixed order. */
export function sourceFiles(root) {
  return readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !/\.test\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** All that `dist/web/` is built from; of `src/` it takes types only. */
export function pageFiles(root) {
  const files = readdirSync(join(root, "web"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return [...files, "vite.config.ts"].sort();
}
