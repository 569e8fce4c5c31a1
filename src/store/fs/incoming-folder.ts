import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ignoreMissing, isAbandoned } from "../../io/index.ts";

/** Removes half-written files whose writers are gone, and whatever else lies there: nobody else may put files there. */
export async function cleanIncoming(folder: string): Promise<number> {
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  let removed = 0;
  for (const name of names) {
    if ((await isAbandoned(folder, name)) === false) continue;
    await unlink(join(folder, name)).catch(ignoreMissing);
    removed += 1;
  }
  return removed;
}
