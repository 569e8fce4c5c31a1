import type { Policy } from "../../episode/index.ts";
import { compareFunction, rightText, wantedFunctions, type WantedFunction } from "./follow-readme.ts";
import { act, editTurn, missingOf, readHistory, textOf, type Seen } from "./read-history.ts";

/**
 * Reads the README, then module after module, and compares statement by statement: a function in which one does something
 * else than the README says it writes anew, until it has mended as many as there are faults.
 */
export const reviewer: Policy = {
  name: "reviewer",
  act(history) {
    const seen = readHistory(history);
    if (seen === null) return "I do not know this task.";
    if (seen.edits.length >= seen.faults) return act("submit");
    for (const { path, wanted } of wantedFunctions(seen.design, seen.paths.length)) {
      const missing = missingOf(seen, path);
      if (missing !== null) return act(missing);
      const { wrong } = compareFunction(textOf(seen, path), wanted);
      if (wrong !== null && !isMended(seen, path, wrong))
        return editTurn(path, wrong, rightText(wanted).replace(/\n$/, ""));
    }
    return act("submit");
  },
};

/** Whether a function was written anew before. */
function isMended({ edits }: Seen, path: string, wrong: string): boolean {
  return edits.some((edit) => edit.path === path && edit.old === wrong);
}

/** The reviewer with so many statements that it may compare, in functions drawn at random. */
export function partReviewer(name: string, mostOf: (figures: number, modules: number) => number): Policy {
  return {
    name,
    act(history, random) {
      const seen = readHistory(history);
      if (seen === null) return "I do not know this task.";
      if (seen.edits.length >= seen.faults) return act("submit");
      let left = mostOf(seen.design.figures.length, seen.paths.length);
      const functions: readonly WantedFunction[] = random.shuffle(wantedFunctions(seen.design, seen.paths.length));
      for (const { path, wanted } of functions) {
        if (left <= 0) break;
        const missing = missingOf(seen, path);
        if (missing !== null) return act(missing);
        const { steps, wrong } = compareFunction(textOf(seen, path), wanted, left);
        if (wrong !== null && !isMended(seen, path, wrong))
          return editTurn(path, wrong, rightText(wanted).replace(/\n$/, ""));
        left -= steps;
      }
      return act("submit");
    },
  };
}
