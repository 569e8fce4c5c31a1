import { existsSync } from "node:fs";
import { AffineError } from "../../core/index.ts";

/**
 * The compiled entry of the worker threads. From TypeScript sources it is found in `dist/`, because a worker of Node 20
 * cannot load TypeScript.
 *
 * @throws AffineError `not_found` when the package has not been built.
 */
export function workerEntry(here: string = import.meta.url): URL {
  const compiled = here.endsWith(".ts") ? here.replace(/\/src\/(?!.*\/src\/)/, "/dist/") : here;
  const entry = new URL("./worker.js", compiled);
  if (!existsSync(entry)) {
    throw new AffineError("not_found", `The worker of af verify is not built: ${entry.pathname} is missing.`, {
      hint: "Run `npm run build` first, or use --workers 1.",
    });
  }
  return entry;
}
