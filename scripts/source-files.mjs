import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** All that `dist/*.js` is built from, tests left out: paths below the folder of the package, in a fixed order. */
export function sourceFiles(root) {
  return readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name) && !/\.test\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** Rooms whose code the page's worker runs in the browser. */
const IN_BROWSER = /^src\/(core|envs|inference|record|rounds|wallet)\//;

/** All that `dist/web/` is built from; of other rooms it takes types only. */
export function pageFiles(root) {
  const files = readdirSync(join(root, "web"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return [...files, "vite.config.ts", ...sourceFiles(root).filter((path) => IN_BROWSER.test(path))].sort();
}
