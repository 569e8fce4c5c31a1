import { readFileSync } from "node:fs";
import { packageFile } from "../io/index.ts";

/** Version of this package. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string };
  return version;
}
