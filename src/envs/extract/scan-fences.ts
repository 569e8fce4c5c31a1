import { fenceLanguage, type FenceLanguage } from "./code-language.ts";
import { FencedBlocks } from "./fenced-blocks.ts";
import { isQuoted } from "./mentions.ts";
import { readReasoningName } from "./reasoning-names.ts";
import { isBlankLine, StrikeMarks } from "./struck-out.ts";

const NEWLINE = 10;
const BACKTICK = 96;
const TILDE = 126;
const LESS = 60;
const SQUARE = 91;
const PERIOD = 46;
/** Indentation that a closing fence may have of its own (CommonMark 4.5). */
const MAX_INDENT = 3;
/** A fence further to the right stands within a line, not at its start. */
const MAX_PREFIX = 64;
/** What a model or a template may put behind the closing fence on its line: closing tags, marks of the end of a turn, a period. */
const CLOSING =
  /^(?:<\/[a-z][\w:-]{0,31}\s{0,4}>|<\|[^|<>\s]{1,40}\|>|<｜[^｜<>\s]{1,40}｜>|<(?:turn\||(?:[a-z]{1,16}:)?(?:end_of_(?:turn|text|utterance|sentence)|eos|eot|eop|eod|eom|end|endoftext|im_end)(?:_token)?)>|\[(?:eos|eot|end|unused\d{1,3}|\|[a-z_]{1,24}\||\/inst)\]|\[end final response\]|[ \t\r]|\.(?!\.)){1,16}$/i;
const MAX_CLOSING = 200;
/** Behind a closing tag, and in a block that may follow an answer, anything may be said. */
const SAID_BEHIND = /^(?:<\/[a-z][\w:-]{0,31}\s{0,4}>|[ \t]{0,16}<([a-z][\w:.-]{1,40})>)/i;
/** Tags alone before a fence are no text that it stands in. */
const TAGS = /^[ \t>]{0,16}(?:<\/?[a-z][\w:-]{0,31}(?:\s[^<>\n]{0,64})?>[ \t]{0,16}){1,8}$/i;
const MAX_TAGS = 200;

/** The fenced blocks of a text. */
export interface Fences {
  readonly python: FencedBlocks;
  readonly untagged: FencedBlocks;
  /** The language of the fence that is still open at the end; `null` when none is. */
  readonly open: FenceLanguage | null;
}

/**
 * Finds code fences in one pass: three backticks or tildes or more, at the start of a line (after blanks, `>` or the
 * mark of a list item) or, where they are tagged python, at the end of a sentence. A fence ends at a line of at least as
 * many of the same character, so a longer one may hold shorter ones; the end may also stand behind the last line of code, and
 * closing tags, marks of the end of a turn or a period behind the end. Fences in HTML comments and what is struck out are none.
 */
export function scanFences(text: string, start: number): Fences {
  const python = new FencedBlocks();
  const untagged = new FencedBlocks();
  const strikes = new StrikeMarks(text);
  let open: FenceLanguage | null = null;
  let mark = 0;
  let length = 0;
  let prefix = 0;
  let columns = 0;
  let from = 0;
  let lineStart = start;
  let lineEnd = -1;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      if (open === null && strikes.hasTildes && isBlankLine(text, lineStart, at)) strikes.endParagraph();
      lineStart = at + 1;
    } else if (code === LESS && open === null && text.startsWith("<!--", at) && !isQuoted(text, at, at + 4)) {
      // What nobody is shown is no program.
      const close = text.indexOf("-->", at + 2);
      if (close === -1) break;
      at = close + 2;
      continue;
    } else if (open === null && (code === LESS || startsStrike(text, at)) && strikes.read(at)) {
      python.dropFrom(strikes.from === -1 ? Infinity : strikes.from);
      untagged.dropFrom(strikes.from === -1 ? Infinity : strikes.from);
      at = strikes.end - 1;
      continue;
    }
    if ((code !== BACKTICK && code !== TILDE) || (open !== null && code !== mark)) continue;
    let after = at + 1;
    while (text.charCodeAt(after) === code) after += 1;
    const run = after - at;
    const runStart = at;
    at = after - 1;
    if (run < 3) continue;
    const indent = indentOf(text, lineStart, runStart);
    if (open === null) {
      // Looked for once a line, however many runs of backticks it has.
      if (lineEnd < after) lineEnd = text.indexOf("\n", after);
      if (lineEnd === -1) lineEnd = text.length;
      const inLine = indent === -1 && !areTags(text, lineStart, runStart);
      const language = openedBy(text, after, lineEnd, code, inLine);
      if (language === null) continue;
      open = language;
      mark = code;
      length = run;
      prefix = indent === -1 ? listMark(text, lineStart, runStart) : indent;
      columns = columnsOf(text.slice(runStart - prefix, runStart));
      from = Math.min(text.length, lineEnd + 1);
      at = from - 1;
      lineStart = from;
    } else if (run >= length) {
      const rest = blanksEnd(text, after);
      at = rest - 1;
      const reopens = opensBehind(text, runStart + length, after, rest);
      const ends = rest >= text.length || text.charCodeAt(rest) === NEWLINE || endsThere(text, rest, strikes);
      if (!ends && reopens === -1) continue;
      if (indent > Math.max(MAX_INDENT, prefix, columns)) continue;
      const to = indent === -1 ? runStart : lineStart;
      if (open === "python") python.add(from, to, columns);
      else if (open === "none") untagged.add(from, to, columns);
      open = null;
      if (reopens !== -1) at = reopens - 1;
    }
  }
  return { python, untagged, open };
}

/** How many blanks, tabs and `>` stand before `at` on its line; -1 when anything else does. */
function indentOf(text: string, lineStart: number, at: number): number {
  if (at - lineStart > MAX_PREFIX) return -1;
  for (let place = lineStart; place < at; place += 1) {
    const code = text.charCodeAt(place);
    if (code !== 32 && code !== 9 && code !== 62) return -1;
  }
  return at - lineStart;
}

/** The language of a fence whose marks end at `after`; `null` when it is none: code within a line. */
function openedBy(text: string, after: number, end: number, mark: number, inLine: boolean): FenceLanguage | null {
  if (inLine) {
    const ended = end < text.length && end - after < MAX_PREFIX;
    return ended && fenceLanguage(text.slice(after, end)) === "python" ? "python" : null;
  }
  if (end === after) return "none";
  const tick = mark === BACKTICK ? text.indexOf("`", after) : -1;
  if (tick !== -1 && tick < end) return null;
  return end - after > 4 * MAX_PREFIX ? "other" : fenceLanguage(text.slice(after, end));
}

/** True for nothing but tags before a fence on its line. */
function areTags(text: string, lineStart: number, at: number): boolean {
  return at - lineStart <= MAX_TAGS && TAGS.test(text.slice(lineStart, at));
}

/** Where the fence of a block of Python begins right behind the end of another one, on its line; -1 where none does. */
function opensBehind(text: string, end: number, after: number, rest: number): number {
  const code = text.charCodeAt(rest);
  if (after - end < 3 && code !== BACKTICK && code !== TILDE && code !== PERIOD) return -1;
  const behind = text.slice(end, end + MAX_CLOSING);
  const [, before = "", info = ""] = /^([ \t.]{0,16})(?:`{3,}|~{3,})([^`~\n]*)\n/.exec(behind) ?? [];
  return fenceLanguage(info) === "python" ? end + before.length : -1;
}

/** The width of `- ` or `12. ` before a fence, which the lines of its block are indented by; 0 for any other text. */
function listMark(text: string, lineStart: number, at: number): number {
  if (at - lineStart > MAX_PREFIX) return 0;
  return /^\s*(?:[-*+]|\d{1,9}[.)])\s+$/.test(text.slice(lineStart, at)) ? at - lineStart : 0;
}

/** True for two tildes, and no more. */
function startsStrike(text: string, at: number): boolean {
  if (text.charCodeAt(at) !== TILDE || text.charCodeAt(at + 1) !== TILDE) return false;
  return text.charCodeAt(at + 2) !== TILDE && text.charCodeAt(at - 1) !== TILDE;
}

/** True when nothing stands on the line from `at` on but what may follow the end of a block. */
function endsThere(text: string, at: number, strikes: StrikeMarks): boolean {
  const first = text.charCodeAt(at);
  if (first === TILDE) return strikes.hasTildes && startsStrike(text, at);
  if (first !== LESS && first !== SQUARE && first !== PERIOD) return false;
  const rest = text.slice(at, at + MAX_CLOSING);
  const said = SAID_BEHIND.exec(rest);
  if (said !== null && (said[1] === undefined || readReasoningName(said[1].toLowerCase()) === "word")) return true;
  const end = rest.indexOf("\n");
  return (end !== -1 || rest.length < MAX_CLOSING) && CLOSING.test(end === -1 ? rest : rest.slice(0, end));
}

/** How far to the right a text reaches, tabs going to the next multiple of four. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns = nextColumn(columns, character);
  return columns;
}

/** The column behind a character that stands at one. */
export function nextColumn(column: number, character: string): number {
  return character === "\t" ? column + 4 - (column % 4) : column + 1;
}

function blanksEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 9 || code === 13; code = text.charCodeAt(at)) at += 1;
  return at;
}
