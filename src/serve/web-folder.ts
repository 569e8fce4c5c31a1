import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageFile } from "../io/index.ts";

/** Where the built page is; `undefined` when it was not built. */
export function webFolder(): string | undefined {
  const folder = fileURLToPath(packageFile("dist/web/"));
  return existsSync(`${folder}index.html`) ? folder : undefined;
}
