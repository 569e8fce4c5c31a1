import { existsSync } from "node:fs";
import { AffineError } from "../../core/index.ts";

/**
 * The compiled entry of the worker threads. From compiled code it stands beside this file; from TypeScript sources
 * (tests, tsx) it is found in `dist/`, because a worker of Node 20 cannot load TypeScript.
 *
 * @throws AffineError `not_found` when the package has not been built.
 */
export function workerEntry(here: string = import.meta.url): URL {
  const compiled = here.endsWith(".ts") ? here.replace(/\/src\/(?!.*\/src\/)/, "/dist/") : here;
  const entry = new URL("./solver-worker.js", compiled);
  if (!existsSync(entry)) {
    throw new AffineError("not_found", `The solver's worker is not built: ${entry.pathname} is missing.`, {
      hint: "Run `npm run build` first.",
    });
  }
  return entry;
}
