import { readdirSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { AffineError } from "../../../core/index.ts";
import type { SkeletonFile } from "../../../envs/index.ts";
import { packageFile, readRegularFileSync } from "../../../io/index.ts";

const FOLDER = "templates/environment/";
const MAX_BYTES = 1_048_576;

/** The files that a new environment is made of, in the order of their paths. @throws AffineError `not_found`. */
export function templateFiles(): SkeletonFile[] {
  const folder = fileURLToPath(packageFile(FOLDER));
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !relative(folder, entry.parentPath).includes("node_modules"))
    .map((entry) => `${entry.parentPath}${sep}${entry.name}`)
    .sort();
  return paths.map((path) => {
    const bytes = readRegularFileSync(path, { maxBytes: MAX_BYTES });
    if (bytes === undefined) throw new AffineError("not_found", `The template ${path} is gone.`);
    return { path: relative(folder, path).split(sep).join("/"), text: Buffer.from(bytes).toString("utf8") };
  });
}
