import { extractTagged, isPlainText, plainCharacters, withoutHeading, withoutHostMarks } from "../../extract/index.ts";
import { calledTool } from "./called-tool.ts";
import { readPatches, type Patch } from "./read-patches.ts";
import { isPutOff, isTakenBack, mayStandBefore, withoutBox, wonders } from "./taken-back.ts";

/** What a turn does, or why it does nothing. */
export type Action =
  | { readonly verb: "read"; readonly path: string; readonly from: number; readonly to: number }
  | { readonly verb: "grep"; readonly text: string }
  | { readonly verb: "edit"; readonly path: string; readonly patches: readonly Patch[] }
  | { readonly verb: "run" }
  | { readonly verb: "submit" }
  | { readonly verb: "lost"; readonly reason: string };

/** Longer actions are not looked at: an edit may replace a whole module. */
const MAX_LENGTH = 16_384;
/** A fence around an action or before it, with its language. */
const FENCE = /^\s*([`~])\1\1[`~]*[ \t]*[\w+.-]*\s*$/;
const MAX_PATH = 200;
const MAX_TEXT = 200;
const LINES = /^(?:from |lines? )?(\d+)(?: ?(?:-|to|:|,) ?(\d+))?$/i;

/** Actions that take nothing, and another one behind one of these: `run, then submit`. */
const ALONE = /^(?:run|test|submit|done)$/i;
const SECOND = /\b(?:read|grep|edit|run|submit)\b/i;
const SEVERAL_EDITS =
  "several_actions, and an edit takes patches of one module, as many as are wanted, and nothing else";
const VERBS = "read|grep|edit|run|test|submit|done";
/** How an action begins. */
const VERB = new RegExp(`^\\W*(?:${VERBS})\\b`, "i");
/** What says which action it is: `Action: `, `Turn 3: `, `1. `; also on a line of its own. */
const LABEL = new RegExp(
  `^\\W{0,8}(?:(?:next )?(?:turn|step|action|move|tool|command)\\s{0,8}\\d{0,2}\\s{0,8}[.:=]|\\d{1,2}[.)])\\W{0,8}?\\s{0,8}(?=[{<[]|\\W{0,8}(?:(?:${VERBS})\\b|$))`,
  "i",
);
/** What may stand behind a word that hands the package in; with any other it may say that nothing is handed in. */
// prettier-ignore
const HANDED_IN = new Set([
  "", "the", "my", "this", "our", "it", "now", "all", "final", "finally", "package", "code", "module", "modules", "solution", "fix",
  "fixes", "fixed", "changes", "changed", "work", "repair", "repairs", "repaired", "mended", "answer", "please", "here", "is", "are",
  "done", "complete", "completed", "finished", "ready", "in", "for", "judging", "and", "with", "both", "one", "two", "fault", "faults",
  "bug", "bugs", "tests", "pass", "passes", "passed", "as", "to", "hand", "over", "everything", "action",
]);
/** What may stand behind `run`, which takes nothing; with any other word it may be what is to be run. */
// prettier-ignore
const RUNS = new Set([
  "", "the", "my", "this", "our", "its", "own", "all", "both", "test", "tests", "suite", "visible", "package", "code", "again", "now",
  "please", "once", "more", "them", "it", "to", "see", "check", "verify", "whether", "that", "if", "they", "pass", "passes", "passing",
  "fail", "fails", "what", "how", "everything", "works", "and", "with", "of", "for", "edit", "edits", "change", "changes", "fix",
  "fixes", "first", "is", "are", "action",
]);
const REMARK = /(?:^|\s)(?:#|\/\/|--(?!\w)|\()/;
/** A remark behind a path; lines in brackets are none. */
const WHY =
  /[ \t](?:#|\/\/)[ \t]{0,8}[^\s\d].*$|[ \t]\((?!(?:from |lines? )?\d+(?: ?(?:-|to|:|,) ?\d+)?\)$)(?=[^()]*\)$).*$/s;
/** What is thought before an action, on lines of its own. */
const THOUGHT = /^\W{0,4}thought\b\W{0,4}:/i;
const ACTION = /^\W{0,4}action\W{0,4}:/i;
/** Such a word is no file with lines behind it. */
const ADDRESS = /^[a-z][a-z+.-]{1,16}:\/\/\S*$/i;
const CHECKS = /(?:\s{0,8}[✓✔✅☑]\ufe0f?){1,4}$/u;

/** Reads the last action of a turn. Code fences around it, bold and code marks around words, and either case are fine. */
export function readAction(said: string): Action {
  const extraction = extractTagged(said, "action");
  if (!extraction.found) return lost(extraction.reason);
  if (extraction.answer.length > MAX_LENGTH) return lost("action_too_long");
  // It may end up in a module, and what is run has to be text.
  if (!extraction.answer.isWellFormed()) return lost("forbidden_character");
  const answer = extraction.answer.trim();
  const called = calledTool(withoutLabel(withoutThought(linesOf(withoutHostMarks(answer) ?? answer))).join("\n"));
  if (called === null) return lost("unknown_action");
  // An escape of JSON is read only here, and brings in what the text itself may not hold.
  if (!isPlainText(called)) return lost("forbidden_character");
  const [first = "", ...rest] = called.split(/\r\n?|\n/);
  const line = withoutBox(first.trim());
  const [, before = "", word = "", argument = ""] = /^(\W*)([A-Za-z]+)\W*?(?:[\s:]\s*(.*))?$/s.exec(line) ?? [];
  if (!mayStandBefore(before)) return lost("unknown_action");
  const behind = line.replace(/^\W*[A-Za-z]+/, "");
  const says = [behind, ...rest];
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
      if (says.some((said) => isTakenBack(said) && !wonders(said))) return lost("unknown_action");
      return takesNothing(argument) ? { verb: "run" } : lost("run_takes_nothing");
    case "submit":
    case "done":
      if (says.some(isTakenBack) || isPutOff(behind) || !handsIn(argument)) return lost("unknown_action");
      return { verb: "submit" };
    default:
      return lost("unknown_action");
  }
}

/** The lines of an action, without blank ones before and after, `>` before all of them, and a fence around or before it. */
function linesOf(answer: string): string[] {
  let lines = answer.replace(/\r\n?/g, "\n").split("\n");
  trimBlank(lines);
  if (lines.length > 1 && lines.every((line) => /^\s*(?:>|$)/.test(line))) {
    lines = lines.map((line) => line.replace(/^[ \t]*> ?/, ""));
    trimBlank(lines);
  }
  const fence = FENCE.exec(lines[0] ?? "")?.[1];
  if (lines.length > 1 && fence !== undefined) {
    if (lines.at(-1)?.trim().replaceAll(fence, "") === "") lines.pop();
    lines.shift();
    trimBlank(lines);
  }
  return lines;
}

/** From the one line on that says the action, where lines before it say what is thought. */
function withoutThought(lines: readonly string[]): readonly string[] {
  if (!THOUGHT.test(lines[0] ?? "")) return lines;
  const at = lines.findIndex((line) => ACTION.test(line));
  return at === -1 || lines.slice(at + 1).some((line) => ACTION.test(line)) ? lines : lines.slice(at);
}

function withoutLabel(lines: readonly string[]): readonly string[] {
  const told = withoutHeading(lines.join("\n"));
  const [first = "", ...rest] = told.split("\n");
  const bare = first.trim().replace(LABEL, "");
  if (bare.length === first.trim().length) return told.split("\n");
  return /\w/.test(bare) ? [bare, ...rest] : rest.slice(rest.findIndex((line) => line.trim() !== ""));
}

function trimBlank(lines: string[]): void {
  while (lines[0]?.trim() === "") lines.shift();
  while (lines.at(-1)?.trim() === "") lines.pop();
}

/**
 * A path without the marks and quotes that may stand around it, a colon or comma behind it and `./` or `/work/` before it. A run is looked
 * at from its beginning only, here and below: from each of its characters, a long one takes quadratic time.
 */
function pathIn(text: string): string {
  const word = text.trim();
  const path = word
    .replace(/^[`"'*]+|(?<![`"'*:,])[`"'*:,]+$/g, "")
    .replace(/^\/work\//, "")
    .replace(/^(?:\.\/)+/, "");
  return path === "" ? word : path;
}

/** What an action is done with, without a word that says what that is. */
function withoutNoun(argument: string): string {
  return argument.trim().replace(/^(?:the )?(?:file|module)[ :]\s{0,8}(?=\S)/i, "");
}

/** True for words that say of a package that it is handed in, and for a remark of any words. */
function handsIn(argument: string): boolean {
  const words = unremarked(argument)
    .toLowerCase()
    .split(/[^\w/.]+/);
  return words.every((word) => HANDED_IN.has(word.replace(/^\.+|(?<!\.)\.+$/g, "")) || word.includes("/"));
}

/** True for words that say of the tests that they are run. */
function takesNothing(argument: string): boolean {
  const words = unremarked(argument)
    .toLowerCase()
    .split(/[\s,:*_`"'()!.\u200b\u2060\ufeff]+|(?<=\s)-(?=\s)/);
  return words.every((word) => RUNS.has(word.replace(CHECKS, "")));
}

function unremarked(argument: string): string {
  const remark = argument.search(REMARK);
  return remark === -1 ? argument : argument.slice(0, remark);
}

/**
 * What an action is done with, without a remark of why; `null` where that takes the action back.
 *
 * @param onlyLooks whether the action changes nothing: a remark that wonders is then no sign that it is not meant.
 */
function withoutWhy(argument: string, onlyLooks = false): string | null {
  const text = argument.trim().replace(CHECKS, "");
  const why = WHY.exec(text)?.[0];
  if (why === undefined) return text;
  return isTakenBack(why) && !(onlyLooks && wonders(why)) ? null : text.slice(0, -why.length).trimEnd();
}

function readRead(argument: string): Action {
  const told = withoutWhy(argument, true);
  if (told === null) return lost("unknown_action");
  const [path = "", ...rest] = ADDRESS.test(told) ? [told] : withoutNoun(told).split(/[\s:]+/);
  if (path === "" || path.length > MAX_PATH) return lost("no_path");
  const range = rest
    .join(" ")
    .replace(/(?<![`*.])[`*.]+$/, "")
    .replace(/^\((.*)\)$|^\[(.*)\]$/, "$1$2");
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
  const told = withoutWhy(argument);
  if (told === null) return lost("unknown_action");
  const path = pathIn(withoutNoun(told));
  if (path === "" || path.length > MAX_PATH) return lost("no_path");
  const patches = readPatches(lines, (line) => VERB.test(line));
  if (patches === "several_actions") return lost(SEVERAL_EDITS);
  return typeof patches === "string" ? lost(patches) : { verb: "edit", path, patches };
}

function lost(reason: string): Action {
  return { verb: "lost", reason };
}
