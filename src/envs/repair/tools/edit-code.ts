import type { Files } from "../emit/emit-package.ts";
import { noFile } from "./look.ts";
import type { Patch } from "./read-patches.ts";

/** A package may grow to so many characters by edits: what a run is given stays bounded. */
export const MOST_CODE = 131_072;

/** The code after an edit, or what stands in its way. */
export type Edited =
  { readonly code: Files; readonly problem?: never } | { readonly code?: never; readonly problem: string };

interface Piece {
  readonly path: string;
  readonly old: string;
  readonly new: string;
}

interface AllFiles {
  readonly code: Files;
  readonly fixed: Files;
}

/**
 * Replaces pieces of one module, one after the other, each in what the ones before it have left; all of them or none. A piece is
 * whole lines that stand in the module exactly once. Where they do not stand in it and all of them, old and new, begin with the
 * blanks before the marks, they are looked for without these.
 */
export function editCode(files: AllFiles, { path, patches }: { path: string; patches: readonly Patch[] }): Edited {
  let code = files.code;
  for (const [at, patch] of patches.entries()) {
    const edited = withPatch({ ...files, code }, path, patch);
    if (edited.code === undefined) {
      const which =
        patches.length === 1 || !Object.hasOwn(files.code, path) ? "" : `patch ${at + 1} of ${patches.length}: `;
      return { problem: `${which}${edited.problem}` };
    }
    code = edited.code;
  }
  return { code };
}

function withPatch(files: AllFiles, path: string, { old, new: wanted, indent }: Patch): Edited {
  const edited = replaced(files, { path, old, new: wanted });
  const text = files.code[path];
  if (indent === "" || edited.code !== undefined || text === undefined || `\n${text}\n`.includes(`\n${old}\n`)) {
    return edited;
  }
  const [moved, put] = [withoutIndent(old, indent), withoutIndent(wanted, indent)];
  return moved === null || put === null ? edited : replaced(files, { path, old: moved, new: put });
}

/** Lines without blanks that all but the empty ones begin with; `null` where one does not. */
function withoutIndent(text: string, indent: string): string | null {
  const lines = text.split("\n");
  if (!lines.every((line) => line.trim() === "" || line.startsWith(indent))) return null;
  return lines.map((line) => line.slice(indent.length)).join("\n");
}

function replaced({ code, fixed }: AllFiles, { path, old, new: piece }: Piece): Edited {
  if (Object.hasOwn(fixed, path)) return { problem: `${path} cannot be edited, only modules of the package can` };
  const text = Object.hasOwn(code, path) ? code[path] : undefined;
  if (text === undefined) return { problem: noFile(path).replace(/\.$/, "") };
  // A line break around both, so that whole lines are compared.
  const [whole, wanted] = [`\n${text.endsWith("\n") ? text : `${text}\n`}`, `\n${old}\n`];
  const at = whole.indexOf(wanted);
  if (at === -1) return { problem: `the old lines do not stand in ${path}` };
  if (whole.includes(wanted, at + 1)) return { problem: `the old lines stand in ${path} more than once` };
  if (old === piece) return { problem: "the new lines are the old ones" };
  const put = piece === "" ? "\n" : `\n${piece}\n`;
  const edited = (whole.slice(0, at) + put + whole.slice(at + wanted.length)).slice(1);
  const changed = { ...code, [path]: edited };
  const length = Object.values(changed).reduce((sum, module) => sum + module.length, 0);
  return length > MOST_CODE
    ? { problem: `the package would have more than ${MOST_CODE} characters` }
    : { code: changed };
}
