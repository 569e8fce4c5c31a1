import { link, unlink } from "node:fs/promises";
import { join } from "node:path";
import { AffineError } from "../core/index.ts";
import { readRegularFile, writeNewFile } from "../io/index.ts";
import { wasFirst } from "./spool-files.ts";

const FORMAT = 1;

/**
 * Whoever opens a spool first writes down its format; the others see that it is theirs.
 *
 * @param owner of the process that opens it
 * @throws AffineError `state_version` when another version of the program left its journal there.
 */
export async function checkFormat(folder: string, owner: string): Promise<void> {
  const path = join(folder, "format");
  const temporary = join(folder, "temporary", `format~${owner}.json`);
  await writeNewFile(temporary, `${FORMAT}\n`);
  await wasFirst(link(temporary, path), "EEXIST");
  await wasFirst(unlink(temporary));
  const found = String((await readRegularFile(path, { maxBytes: 4096 })) ?? "")
    .trim()
    .slice(0, 20);
  if (found === String(FORMAT)) return;
  throw new AffineError("state_version", `The work queue in ${folder} has format "${found}", not ${FORMAT}.`, {
    hint: "Let the version of affine that wrote it finish its work, or delete the folder.",
  });
}
