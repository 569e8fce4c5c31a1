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
 * Reads a module, changes a number, a comparison or a sign somewhere in it, and runs the tests: where they still fail it
 * takes the change back with the next one.
 *
 * @param changes how many it tries at most
 * @param runs whether it runs the tests at all, or hands in the first change
 */
export function tinker(name: string, runs: boolean, changes: (figures: number, modules: number) => number): Policy {
  return {
    name,
    act(history, random) {
      const seen = readHistory(history);
      if (seen === null) return "I do not know this task.";
      const path = random.pick(seen.paths.filter((one) => !one.endsWith("/main.py")));
      const tried = history.filter(({ role, content }) => role === "assistant" && content.includes("\nedit ")).length;
      const most = changes(seen.design.figures.length, seen.paths.length);
      const missing = missingOf(seen, path);
      if (missing !== null) return act(missing);
      const isNew = seen.last?.includes(" is edited.") === true;
      if (!runs)
        return tried === 0 && most > 0 ? change({ seen, path, before: [], anyPlace: true }, random) : act("submit");
      if (isNew) return act("run");
      const passes = seen.last !== null && /passes\./.test(seen.last) && !seen.last.includes(" fails: ");
      if ((tried > 0 && passes) || tried >= most || seen.turns >= LAST_CHANGE) return act("submit");
      return change({ seen, path, before: earlier(history), anyPlace: false }, random);
    },
  };
}

/** The edits that were said, to be taken back. */
function earlier(history: Parameters<Policy["act"]>[0]): [old: string, piece: string][] {
  return history.flatMap(({ role, content }): [string, string][] => {
    const found = role === "assistant" ? /\n<{7}\n([\s\S]*)\n={7}\n([\s\S]*)\n>{7}/.exec(content) : null;
    return found === null ? [] : [[found[1] ?? "", found[2] ?? ""]];
  });
}

/** An edit of the whole module: as it was read, with one change that was not made before. */
function change(
  {
    seen,
    path,
    before,
    anyPlace,
  }: {
    readonly seen: Seen;
    readonly path: string;
    readonly before: readonly (readonly [string, string])[];
    readonly anyPlace: boolean;
  },
  random: Random,
): string {
  const text = textOf(seen, path).replace(/\n$/, "");
  const now = before.at(-1)?.[1] ?? text;
  let made = text;
  for (let tries = 0; tries < 20 && (made === text || before.some(([, piece]) => piece === made)); tries += 1) {
    made = changed(text, random, anyPlace);
  }
  return editTurn(path, now, made);
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
