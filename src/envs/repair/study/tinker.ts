import type { Random } from "../../../core/index.ts";
import type { Policy } from "../../episode/index.ts";
import { act, editTurn, missingOf, readHistory, textOf, type Seen } from "./read-history.ts";

/** Turns after which it hands in. */
const LAST_CHANGE = 10;

/** One change of a line that may undo a fault. */
const CHANGES: readonly (readonly [RegExp, (found: string, random: Random) => string])[] = [
  [/\b\d+\b/g, (found, random) => String(Math.max(0, Number(found) + random.pick([1, -1])))],
  [/ <= | >= | < | > /g, (found, random) => random.pick([" <= ", " >= ", " < ", " > "].filter((one) => one !== found))],
  [/ [+-]=? /g, (found) => (found.includes("+") ? found.replace("+", "-") : found.replace("-", "+"))],
  [/\b(min|max)\(/g, (found) => (found === "min(" ? "max(" : "min(")],
];

/**
 * Reads a module, changes a number, a comparison or a sign somewhere in it, and runs the tests. A change is kept where fewer
 * tests fail than before, or none, and the next one is made in another module; else the next one takes it back. It hands
 * in when it has kept as many changes as there are faults.
 *
 * @param changes how many it tries at most
 * @param runs whether it runs the tests at all, or keeps every change
 */
export function tinker(name: string, runs: boolean, changes: (figures: number, modules: number) => number): Policy {
  return {
    name,
    act(history, random) {
      const seen = readHistory(history);
      if (seen === null) return "I do not know this task.";
      const paths = random.shuffle(seen.paths.filter((one) => !one.endsWith("/main.py")));
      const { edits, failing, faults } = seen;
      if (runs && failing[edits.length] === undefined) return act("run");
      const kept = runs ? keptOf(failing, edits.length) : edits.length;
      const most = changes(seen.design.figures.length, seen.paths.length);
      if (kept >= faults || edits.length >= most || seen.turns >= LAST_CHANGE) return act("submit");
      const path = paths[kept % paths.length] as string;
      const missing = missingOf(seen, path);
      return missing === null ? change(seen, path, !runs, random) : act(missing);
    },
  };
}

/** How many of the changes were for the better, as far as the tests tell. */
function keptOf(failing: readonly (number | undefined)[], edits: number): number {
  let kept = 0;
  let before = failing[0] ?? 0;
  for (const now of failing.slice(1, edits + 1)) {
    if (now === undefined || (now >= before && now > 0)) continue;
    kept += 1;
    before = now;
  }
  return kept;
}

/** An edit of the whole module: as it was read, with one change that was not made before. */
function change(seen: Seen, path: string, anyPlace: boolean, random: Random): string {
  const text = textOf(seen, path).replace(/\n$/, "");
  const before = seen.edits.filter((edit) => edit.path === path);
  let made = text;
  for (let tries = 0; tries < 20 && (made === text || before.some(({ piece }) => piece === made)); tries += 1) {
    made = changed(text, random, anyPlace);
  }
  return editTurn(path, before.at(-1)?.piece ?? text, made);
}

/** One change: of a kind drawn first, so that rare kinds come up, or of any place in the module alike. */
function changed(text: string, random: Random, anyPlace: boolean): string {
  const kinds = anyPlace ? CHANGES : [random.pick(CHANGES)];
  const places = kinds.flatMap(([pattern, put]) =>
    Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({ match, index, put })),
  );
  if (places.length === 0) return text;
  const { match, index, put } = random.pick(places);
  return text.slice(0, index) + put(match, random) + text.slice(index + match.length);
}
