import { extractTagged, plainCharacters } from "../../extract/index.ts";

/** What a turn does, or why it does nothing. */
export type Action =
  | { readonly verb: "read"; readonly path: string; readonly from: number; readonly to: number }
  | { readonly verb: "grep"; readonly text: string }
  | {
      readonly verb: "edit";
      readonly path: string;
      readonly old: string;
      readonly new: string;
      /** Blanks before the marks of the patch, which its lines may have as well. */
      readonly indent: string;
    }
  | { readonly verb: "run" }
  | { readonly verb: "submit" }
  | { readonly verb: "lost"; readonly reason: string };

/** Longer actions are not looked at: an edit may replace a whole module. */
const MAX_LENGTH = 16_384;
const MAX_PATH = 200;
const MAX_TEXT = 200;
const LINES = /^(?:from |lines? )?(\d{1,6})(?: ?(?:-|to|:|,) ?(\d{1,6}))?$/i;

/** Actions that take nothing, and another one behind one of these: `run, then submit`. */
const ALONE = /^(?:run|test|submit|done)$/i;
const SECOND = /\b(?:read|grep|edit|run|submit)\b/i;
/** How an action begins. */
const VERB = /^\W*(?:read|grep|edit|run|test|submit|done)\b/i;

/** Reads the last action of a turn. Code fences around it, bold and code marks around words, and either case are fine. */
export function readAction(said: string): Action {
  const extraction = extractTagged(said, "action");
  if (!extraction.found) return lost(extraction.reason);
  if (extraction.answer.length > MAX_LENGTH) return lost("action_too_long");
  // It may end up in a module, and what is run has to be text.
  if (!extraction.answer.isWellFormed()) return lost("forbidden_character");
  const lines = linesOf(extraction.answer);
  const [first = "", ...rest] = lines;
  const [, word = "", argument = ""] = /^\W*([A-Za-z]+)\W*?(?:[ :]\s*(.*))?$/s.exec(first.trim()) ?? [];
  // Of two actions nobody can say which is meant; what an edit puts into a module may look like one.
  const isAction = VERB.test(word) && word.toLowerCase() !== "edit";
  const isAlone = ALONE.test(word) && SECOND.test(argument);
  if (isAction && (isAlone || rest.some((line) => VERB.test(line)))) return lost("several_actions");
  switch (word.toLowerCase()) {
    case "read":
      return readRead(argument);
    case "grep":
      return readGrep(argument);
    case "edit":
      return readEdit(argument, rest);
    case "run":
    case "test":
      return { verb: "run" };
    case "submit":
    case "done":
      return { verb: "submit" };
    default:
      return lost("unknown_action");
  }
}

/** The lines of an action, without blank ones before and after and without a fence around all of it. */
function linesOf(answer: string): string[] {
  const lines = answer.replace(/\r\n?/g, "\n").split("\n");
  trimBlank(lines);
  if (lines.length > 1 && /^\s*```/.test(lines[0] ?? "") && /^\s*```\s*$/.test(lines.at(-1) ?? "")) {
    lines.pop();
    lines.shift();
    trimBlank(lines);
  }
  return lines;
}

function trimBlank(lines: string[]): void {
  while (lines[0]?.trim() === "") lines.shift();
  while (lines.at(-1)?.trim() === "") lines.pop();
}

/**
 * A path without the marks and quotes that may stand around it, a colon behind it and `./` before it. A run is looked at
 * from its beginning only, here and below: from each of its characters, a long one takes quadratic time.
 */
function pathIn(text: string): string {
  return text
    .trim()
    .replace(/^[`"'*]+|(?<![`"'*:])[`"'*:]+$/g, "")
    .replace(/^\.\//, "");
}

function readRead(argument: string): Action {
  const [path = "", ...rest] = argument.trim().split(/[\s:]+/);
  if (path === "" || path.length > MAX_PATH) return lost("no_path");
  const range = rest.join(" ").replace(/(?<![`*.])[`*.]+$/, "");
  if (range === "") return { verb: "read", path: pathIn(path), from: 1, to: Infinity };
  const [, from, to = from] = LINES.exec(plainCharacters(range)) ?? [];
  if (from === undefined) return lost("bad_lines");
  return { verb: "read", path: pathIn(path), from: Number(from), to: Number(to) };
}

function readGrep(argument: string): Action {
  const quoted = /^(["'`])(.+)\1$/.exec(argument.trim());
  const text = quoted?.[2] ?? argument.trim();
  if (text === "") return lost("no_text");
  return text.length > MAX_TEXT ? lost("text_too_long") : { verb: "grep", text };
}

function readEdit(argument: string, lines: readonly string[]): Action {
  const path = pathIn(argument);
  if (path === "" || path.length > MAX_PATH) return lost("no_path");
  const begins = lines.findIndex((line) => /^[ \t]{0,32}<{3,}( ?[A-Za-z]+)?\s*$/.test(line));
  // The three marks stand below one another: a line of them further to the right is a line of the code.
  const indent = /^[ \t]*/.exec(lines[begins] ?? "")?.[0] ?? "";
  const marked = (line: string, mark: RegExp): boolean =>
    line.startsWith(indent) && mark.test(line.slice(indent.length));
  const middle = lines.findIndex((line, at) => at > begins && marked(line, /^={3,}\s*$/));
  const ends = lines.findLastIndex((line) => marked(line, /^>{3,}( ?[A-Za-z]+)?\s*$/));
  if (begins === -1 || middle === -1 || ends < middle) return lost("no_patch");
  const aside = [...lines.slice(0, begins), ...lines.slice(ends + 1)].filter(
    (line) => !/^\s*(?:```\w*\s*)?$/.test(line),
  );
  if (aside.length > 0) return lost("no_patch");
  const old = lines.slice(begins + 1, middle).join("\n");
  if (old.trim() === "") return lost("empty_old");
  return { verb: "edit", path, old, new: lines.slice(middle + 1, ends).join("\n"), indent };
}

function lost(reason: string): Action {
  return { verb: "lost", reason };
}
