import { onlyTells } from "./taken-back.ts";

/** A piece of a module that is to be replaced. */
export interface Patch {
  readonly old: string;
  readonly new: string;
  /** Blanks before the marks, which the lines may have as well. */
  readonly indent: string;
}

/** More below one edit than anybody writes. */
const MOST_PATCHES = 20;
const BLANKS = /^[ \t]{0,32}/;
/** What may stand outside of the marks: nothing, or the fence that somebody put around them. */
const SAYS_NOTHING = /^\s*(?:(?:`{3,}|~{3,})\w*\s*)?$/;
const BEGINS = /^<{3,}(?: ?[A-Za-z]+|(?<=<{7}) [\w./: -]{1,60})?\s*$/;
const MIDDLE = /^={3,}\s*$/;
const ENDS = /^>{3,}(?: ?[A-Za-z]+|(?<=>{7}) [\w./: -]{1,60})?\s*$/;
/** The middle one of conflicts that are told with what was there before. */
const BASE = /^\|{3,}(?: ?[\w./:-]+)?\s*$/;
/** A mark to the right of the others, which nobody writes into a module. */
const ASTRAY = /^\s*(?:<{7,}|>{7,})(?: ?[\w./: -]{1,60})?\s*$/;

/**
 * The patches below the first line of an edit, one after the other: `<<<<<<<`, old lines, `=======`, new lines, `>>>>>>>`. No line
 * that looks like a mark gets into a module: a mark that stands twice, is missing, or stands where none is expected makes it
 * `no_patch`, as does anything else outside of the marks.
 *
 * @param isAction true for a line that is another action.
 */
export function readPatches(
  lines: readonly string[],
  isAction: (line: string) => boolean,
): readonly Patch[] | "no_patch" | "empty_old" | "too_many_patches" | "several_actions" {
  const patches: Patch[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] as string;
    const indent = BLANKS.exec(line)?.[0] ?? "";
    if (SAYS_NOTHING.test(line)) {
      at += 1;
      continue;
    }
    if (isAction(line)) return patches.length === 0 ? "no_patch" : "several_actions";
    if (!BEGINS.test(line.slice(indent.length))) {
      return patches.length > 0 && isToldBelow(lines.slice(at), isAction) ? patches : "no_patch";
    }
    const [middle, ends] = marksBelow(lines, at + 1, indent);
    if (middle === -1 || ends === -1) return "no_patch";
    const old = lines.slice(at + 1, middle).join("\n");
    if (old.trim() === "") return "empty_old";
    patches.push({ old, new: lines.slice(middle + 1, ends).join("\n"), indent });
    if (patches.length > MOST_PATCHES) return "too_many_patches";
    at = ends + 1;
  }
  return patches.length === 0 ? "no_patch" : patches;
}

/** Whether the last lines, from some line on, say of the patches before them what they do, and nothing else. */
function isToldBelow(lines: readonly string[], isAction: (line: string) => boolean): boolean {
  const said = lines.filter((line) => !SAYS_NOTHING.test(line));
  return !said.some(isAction) && onlyTells(said);
}

/**
 * Where the middle and the last mark of a patch stand, below one another: an equal sign further to the right is a line of the
 * code. -1 where another mark is met before.
 */
function marksBelow(lines: readonly string[], from: number, indent: string): readonly [middle: number, ends: number] {
  let middle = -1;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] as string;
    const mark = line.startsWith(indent) ? line.slice(indent.length) : "";
    if (MIDDLE.test(mark)) {
      if (middle !== -1) break;
      middle = at;
    } else if (ENDS.test(mark)) return [middle, middle === -1 ? -1 : at];
    else if (BEGINS.test(mark) || BASE.test(mark) || ASTRAY.test(line)) break;
  }
  return [-1, -1];
}
