import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the built page is, seen from `dist/serve` as well as from `src/serve`; `undefined` when it was not built. */
export function webFolder(): string | undefined {
  return ["../web/", "../../dist/web/"]
    .map((relative) => fileURLToPath(new URL(relative, import.meta.url)))
    .find((folder) => existsSync(`${folder}index.html`));
}
