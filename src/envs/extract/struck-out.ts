import { isNamedAt, isQuoted } from "./mentions.ts";
import { Spans } from "./spans.ts";
import { TagReader } from "./tag-reader.ts";

const [LESS, TILDE, NEWLINE] = [60, 126, 10];
/** Elements that strike out what they hold; with `~~` each has openings of its own. */
const ELEMENTS = ["del", "s", "strike"];
const TILDES = ELEMENTS.length;
/** Without one of these nothing is struck out: most texts have none. */
const MAY_END = /~~|<[ \t\r\n]{0,4}\/[ \t\r\n]{0,4}(?:s|del|strike)[\s>]/i;
const ONLY_BLANKS = 256;

/**
 * Reads marks that strike out, from the beginning of a text to its end: `~~…~~` in one paragraph, `<del>…</del>`,
 * `<s>…</s>`, `<strike>…</strike>`. An opening mark that is never closed strikes nothing, as Markdown shows it.
 */
export class StrikeMarks {
  readonly #tags = new TagReader(ELEMENTS);
  readonly #text: string;
  /** Openings that wait for their ends. */
  readonly #open: number[][] = [...ELEMENTS, "~~"].map(() => []);
  /** How many of each waited where an answer begins, in which others may be. */
  #outside: readonly number[] | null = null;
  /** Index after the mark that was read last. */
  end = 0;
  /** Where the part begins that the mark which was read last closes, or -1. */
  from = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** True when a mark stands at `at`. */
  read(at: number): boolean {
    this.from = -1;
    const text = this.#text;
    if (text.charCodeAt(at) === TILDE) return this.#readTildes(at);
    if (!this.#tags.read(text, at)) return false;
    this.end = this.#tags.end;
    if (isQuoted(text, at, this.end)) return true;
    const kind = ELEMENTS.indexOf(this.#tags.name);
    const open = this.#open[kind] as number[];
    if (!this.#tags.closing) open.push(at);
    else this.from = open.pop() ?? -1;
    if (this.#tags.name === "s" && this.from !== -1 && isWholeText(text, this.from, this.end)) this.from = -1;
    return true;
  }

  /** True where a blank line would leave something unmarked. */
  get hasTildes(): boolean {
    return this.#open[TILDES]?.length !== 0;
  }

  /** Emphasis ends with its paragraph. */
  endParagraph(): void {
    if (this.#outside === null) this.#open[TILDES] = [];
  }

  /** Openings within an answer strike nothing behind it. */
  beginAnswer(): void {
    this.#outside = this.#open.map((open) => open.length);
  }

  endAnswer(): void {
    this.#outside?.forEach((length, kind) => {
      const open = this.#open[kind] as number[];
      if (open.length > length) open.length = length;
    });
    this.#outside = null;
  }

  #readTildes(at: number): boolean {
    const text = this.#text;
    let end = at + 1;
    while (text.charCodeAt(end) === TILDE) end += 1;
    this.end = end;
    if (end - at !== 2 || isQuoted(text, at, end) || isAlone(text, at, end)) return true;
    const open = this.#open[TILDES] as number[];
    const [isOpening, isClosing] = [isBlankAt(text, at - 1), isBlankAt(text, end)];
    const [mayOpen, mayClose] = [isOpening || !isClosing, isClosing || !isOpening];
    if (mayClose && open.length > 0) this.from = open.pop() as number;
    else if (mayOpen && open.length > (this.#outside?.[TILDES] ?? 0)) open[open.length - 1] = at;
    else if (mayOpen) open.push(at);
    return true;
  }
}

/** True for a mark in the middle of a line with blanks on both sides, as in "some ~~ five steps". */
function isAlone(text: string, at: number, end: number): boolean {
  return isSpace(text.charCodeAt(at - 1)) && isSpace(text.charCodeAt(end));
}

/** True for a blank within a line. */
function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** Where tags stand that are struck out. */
export class StruckOut {
  readonly #spans = new Spans();

  /** @param isHidden true for places that nobody is shown, in which no mark is one. */
  constructor(text: string, start: number, name: string, isHidden: (at: number) => boolean) {
    if (!MAY_END.test(text.slice(start))) return;
    const answers = new TagReader([name]);
    const marks = new StrikeMarks(text);
    let lineStart = start;
    for (let at = start; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === NEWLINE) {
        if (marks.hasTildes && isBlankLine(text, lineStart, at)) marks.endParagraph();
        lineStart = at + 1;
      }
      if ((code !== LESS && code !== TILDE) || isHidden(at)) continue;
      if (code === LESS && answers.read(text, at)) {
        if (isQuoted(text, at, answers.end)) continue;
        if (answers.closing) marks.endAnswer();
        else if (!isNamedAt(text, at, answers.end)) marks.beginAnswer();
      } else if (marks.read(at)) {
        if (marks.from !== -1) this.#spans.add(marks.from, marks.end);
        at = marks.end - 1;
      }
    }
  }

  /** True for a place between two marks. */
  hold(at: number): boolean {
    return this.#spans.hold(at);
  }
}

/** True for nothing but blanks on the line from `from` to `to`. */
export function isBlankLine(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isBlankAt(text, at)) return false;
  return true;
}

/** True for a blank, and beyond the ends of the text. */
function isBlankAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13) || Number.isNaN(code);
}

/**
 * `<s>` and `</s>` are marks of the beginning and the end of a text as well. Around all of it, and all of it more than one
 * paragraph of prose, they are these: nobody strikes out everything that he says.
 */
function isWholeText(text: string, from: number, end: number): boolean {
  if (from > ONLY_BLANKS || text.length - end > ONLY_BLANKS) return false;
  if (text.slice(0, from).trim() !== "" || text.slice(end).trim() !== "") return false;
  const inner = text.slice(from, end).replace(/^<[^>]{0,300}>\s*/, "");
  return !/^[<`~]/.test(inner) && /\n[ \t\r]*\n/.test(inner);
}
