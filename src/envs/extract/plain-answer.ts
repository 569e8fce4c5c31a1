import { needText } from "../../core/index.ts";
import { withoutHostMarks } from "./host-marks.ts";
import { hasRefusedFence } from "./refused.ts";
import { plainCharacters } from "./plain-characters.ts";

/** Layers that may be around an answer: a fence, emphasis, a box, …; more than anybody writes. */
const MAX_LAYERS = 6;
const LONGEST_RULE = 65;
const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ["\\boxed{", "}"],
  ["\\text{", "}"],
  ["\\[", "\\]"],
  ["\\(", "\\)"],
  ["$$", "$$"],
  ["$", "$"],
  ["**", "**"],
  ["__", "__"],
  ["*", "*"],
  ["_", "_"],
  ["`", "`"],
  ['"', '"'],
  ["'", "'"],
];

/**
 * An answer without what Markdown or TeX may have put around it: one code fence, bold, code or quotation marks, `\boxed{…}`,
 * dollars, `>` before all lines, rules above and below, a host's marks, a trailing period; with plain characters (see `plainCharacters`) and no white space at the
 * ends.
 *
 * @example plainAnswer("\n```text\n−1 2.\n```\n"); // "-1 2"
 */
export function plainAnswer(answer: string): string {
  needText(answer, "plainAnswer", "a text");
  let text = trimmed(plainCharacters(answer));
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const inner =
      withoutFence(text) ??
      withoutPair(text) ??
      withoutHostMarks(text) ??
      withoutRules(text) ??
      withoutQuoting(text) ??
      withoutPeriod(text);
    if (inner === null) break;
    text = trimmed(inner);
  }
  return text;
}

/** Lines without the `>` that all of them begin with. */
function withoutQuoting(text: string): string | null {
  if (!text.startsWith(">")) return null;
  const lines = text.split("\n").map((line) => line.trimStart());
  if (!lines.every((line) => line === "" || line.startsWith(">"))) return null;
  return lines.map((line) => line.slice(1)).join("\n");
}

/** Without the rules of Markdown above and below; between two lines one may part two answers. */
function withoutRules(text: string): string | null {
  const begun = /^(?:-{3,64}|\*{3,64}|_{3,64})[ \t]{0,16}\n/.exec(text)?.[0].length ?? 0;
  const ended = /\n(?:-{3,64}|\*{3,64}|_{3,64})$/.exec(text.slice(begun).slice(-LONGEST_RULE))?.[0].length ?? 0;
  return begun + ended === 0 ? null : text.slice(begun, text.length - ended);
}

function withoutPeriod(text: string): string | null {
  return text.endsWith(".") && !text.endsWith("..") ? text.slice(0, -1) : null;
}

/** What a single fence around the whole text holds, whatever its tag. */
function withoutFence(text: string): string | null {
  const mark = text.startsWith("```") ? "`" : text.startsWith("~~~") ? "~" : null;
  if (mark === null) return null;
  let length = 3;
  while (text.charAt(length) === mark) length += 1;
  const fence = mark.repeat(length);
  const newline = text.indexOf("\n");
  if (!text.endsWith(fence) || text.length < 2 * length) return null;
  const oneLine = newline === -1 || newline > text.length - length;
  const inner = text.slice(oneLine ? length : newline + 1, text.length - length);
  if (!oneLine && !isInfo(text.slice(length, newline))) return null;
  if (!oneLine && hasRefusedFence(text)) return null;
  return inner.includes(mark.repeat(3)) ? null : inner;
}

function withoutPair(text: string): string | null {
  for (const [open, close] of PAIRS) {
    if (!text.startsWith(open) || !text.endsWith(close) || text.length < open.length + close.length) continue;
    const inner = text.slice(open.length, text.length - close.length);
    return inner.includes(open) || inner.includes(close) ? null : inner;
  }
  return null;
}

/** A tag such as `text` or `text title="answer"`, not an answer that stands on the line of the fence. */
function isInfo(text: string): boolean {
  return text.length <= 64 && /^[ \t]*(?:[a-z+#.-]*|py(?:thon)?3)(?:[ \t]+[a-z]+="[^"]*")*[ \t]*$/i.test(text);
}

/** Cuts white space of ASCII off both ends; `trim` would take many other characters too. */
export function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
