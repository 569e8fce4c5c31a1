import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A step of `scripts/build.mjs` whose result tests run. Types are not among them: `npm run build` makes those. */
export type Step = "code" | "page";

/** What scripts/source-hash.mjs exports. */
interface SourceHashes {
  readonly sourceHash: (root: string) => string;
  readonly pageHash: (root: string) => string;
}

/**
 * The steps that were not made from the sources which are here. Contents decide, not times: a copy, another branch or a
 * file that is gone changes no time.
 *
 * @param root folder of the package, with a slash at its end.
 */
export async function oldSteps(root: string): Promise<Step[]> {
  const script = new URL("../../scripts/source-hash.mjs", import.meta.url).href;
  const { sourceHash, pageHash } = (await import(script)) as SourceHashes;
  const steps: [Step, made: string | undefined, now: string][] = [
    ["code", madeFrom(root, "source-hash"), sourceHash(root)],
    ["page", madeFrom(root, "page-hash"), pageHash(root)],
  ];
  return steps.filter(([, made, now]) => made !== now).map(([step]) => step);
}

/** The hash of the sources that a step was made from; `undefined` when it was never made. */
function madeFrom(root: string, name: string): string | undefined {
  try {
    return readFileSync(join(root, "dist", name), "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
