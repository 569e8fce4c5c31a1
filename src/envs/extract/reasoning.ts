import { MAX_TAIL_LENGTH } from "./extraction.ts";
import { followsProse, isCalledTag, isConnective, isNamedClosing, isNamedOpening, isQuoted } from "./mentions.ts";
import { programAround } from "./program-around.ts";
import { BRACKETS, MAX_MARKS, RARE_BRACKETS, readsMark, ReasoningMarks } from "./reasoning-marks.ts";
import { isToldEnd } from "./told-ends.ts";

/** `x < 3` and `x <= y` in a sentence. */
const LESS_THAN = /^<(?:=| ?\d)/;

const BEGINS_WITH_FENCE = /^\s*(?:```|~~~)/;
const LONGEST_INDENT = 64;
/** Between two tags of a form that a sentence shows. */
const MOST_TOLD = 128;

/** Where a model's reasoning is. */
export interface Reasoning {
  /** Index after its last end, or where the part begins in which an answer is looked for. */
  readonly end: number;
  /** The first place after that at which reasoning is opened, or -1. */
  readonly firstOpened: number;
  /** The last such place that no sentence runs into, or -1. */
  readonly lastOpened: number;
}

/**
 * Finds the end of a model's reasoning. Marks in quotes are only named, and so are a pair in a sentence, such as
 * "between <think> and </think>", and what a sentence calls a tag. One pass from the end backwards; what is before the last
 * end is not looked at. A closed `<analysis>` or the like in which no other mark stands, and so no answer, is passed over: it
 * may stand behind the answer. A mark in a comment or text of a fenced program is a part of that where reasoning was over
 * before the fence: where the mark before it is another end, and no program's, or where the completion begins with a fence.
 * Reasoning may as well break off in a draft of the program, and nothing is read out of that. An end that may only be talked
 * about is one, for what is before it; but where reasoning was visibly opened before it and not ended otherwise, it is still open.
 *
 * @returns `null` for a long text of brackets in such numbers that they cannot all be looked at.
 */
export function findReasoning(text: string): Reasoning | null {
  const tail = Math.max(0, text.length - MAX_TAIL_LENGTH);
  const marks = new ReasoningMarks();
  let firstOpened = -1;
  let lastOpened = -1;
  let inProgram: Reasoning | null = null;
  let told: Reasoning | null = null;
  let [isPair, isTold] = [false, false];
  for (let at = text.length - 1; at >= tail; at -= 1) {
    if (!readsMark(text.charCodeAt(at)) || !marks.read(text, at) || isQuoted(text, at, marks.end)) continue;
    const { closing, end, isWord } = marks;
    if (closing) {
      if (isNamedClosing(text, at, end)) continue;
      const opening = isWord ? aside(text, at, tail, marks) : namedWith(text, at, marks);
      const mayBeTold = opening === -1 && isToldEnd(text, at, end);
      // Walking to the program takes long, and one such mark is enough to tell.
      if (mayBeTold && told !== null) continue;
      const program = opening === -1 ? programAround(text, at, tail) : -1;
      if (opening === -1 && program === -1) {
        // What is between the pair is no answer, whatever was ended before it.
        if (told !== null && isPair) return told;
        const pair = mayBeTold || isWord ? -1 : toldWith(text, at, end, marks);
        if (pair === -1 && !mayBeTold) return { end, firstOpened, lastOpened };
        told ??= { end, firstOpened, lastOpened };
        isPair = pair !== -1;
        if (isPair) at = pair;
        continue;
      }
      if (program !== -1 && inProgram === null) {
        inProgram = { end, firstOpened, lastOpened };
        isTold = mayBeTold;
      }
      at = program === -1 ? opening : program;
    } else if (told !== null && !isNamedOpening(text, at, end)) {
      return { ...told, firstOpened: at };
    } else if (inProgram !== null && !isNamedOpening(text, at, end)) {
      return isTold ? { ...inProgram, firstOpened: at } : inProgram;
    } else {
      if (!isNamedOpening(text, at, end)) firstOpened = at;
      if (!isWord && lastOpened === -1 && !followsProse(text, at) && !isCalledTag(text, end)) lastOpened = at;
    }
  }
  // Nothing says that reasoning was over before the program, unless nothing but the program was before.
  const isProgram = tail === 0 && BEGINS_WITH_FENCE.test(text.slice(0, LONGEST_INDENT));
  if (told === null && inProgram !== null && !isProgram) return inProgram;
  const opened = openedBefore(text, tail, marks);
  if (opened === null) return null;
  const read = told ?? { end: tail, firstOpened, lastOpened };
  return opened === -1 ? read : { ...read, firstOpened: opened };
}

/** Where reasoning was opened in front of the tail and not closed there, -1 if it was not, `null` for too many marks. */
function openedBefore(text: string, tail: number, reader: ReasoningMarks): number | null {
  if (tail === 0) return -1;
  const head = text.slice(0, tail);
  let opened = -1;
  let ended = -1;
  // Counted first: that takes no time, and reading many takes long.
  const counts: (readonly [bracket: string, count: number])[] = [];
  let all = 0;
  for (const bracket of BRACKETS) {
    const count = countOf(head, bracket);
    all += count;
    if (all > MAX_MARKS) return null;
    counts.push([bracket, count]);
  }
  const rare = RARE_BRACKETS.map((bracket) => [bracket, countOf(head, bracket)] as const);
  for (const [bracket, count] of [...counts, ...rare]) {
    if (count === 0 || count > MAX_MARKS) continue;
    for (let at = head.indexOf(bracket); at !== -1; at = head.indexOf(bracket, at + 1)) {
      if (!reader.read(head, at) || isQuoted(head, at, reader.end)) continue;
      if (reader.closing) {
        const { end } = reader;
        if (!isNamedClosing(head, at, end) && !isToldEnd(head, at, end)) ended = Math.max(ended, at);
      } else if (!isNamedOpening(head, at, reader.end)) opened = Math.max(opened, at);
    }
  }
  return opened > ended ? opened : -1;
}

/** How often a text has a character; beyond {@link MAX_MARKS} nobody counts. */
function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && count <= MAX_MARKS; at = text.indexOf(character, at + 1))
    count += 1;
  return count;
}

/** Where the block begins that the word at `close` ends, if neither a tag nor a fence stands in it; else -1. */
function aside(text: string, close: number, tail: number, marks: ReasoningMarks): number {
  const name = marks.name;
  if (name === "details") return foldAside(text, marks.foldAt(text, close), close);
  if (name === "plan") {
    const around = planAround(text, close, tail);
    if (around !== -1) return around;
  }
  const before = text.slice(tail, close);
  let open = before.lastIndexOf("<");
  while (open !== -1 && LESS_THAN.test(before.slice(open, open + 4))) {
    open = open === 0 ? -1 : before.lastIndexOf("<", open - 1);
  }
  open += tail;
  if (open < tail || !marks.read(text, open) || marks.closing || marks.name !== name) return -1;
  return /```|~~~/.test(text.slice(open, close)) ? -1 : open;
}

const PLAN = "<plan>";
/** Where a `<plan>` begins in which nothing but tags of an answer stand: the plan that is handed in, not one of what to do. */
function planAround(text: string, close: number, tail: number): number {
  if (!/answer>\s*$/i.test(text.slice(close - LONGEST_INDENT, close))) return -1;
  const open = text.lastIndexOf(PLAN, close);
  if (open < tail) return -1;
  const inner = text.slice(open + PLAN.length, close).trim();
  return /^<answer\b/i.test(inner) ? open : -1;
}

/** The same of a block that is folded away: what it is folded under says nothing. */
function foldAside(text: string, open: number, close: number): number {
  if (open === -1) return -1;
  const inner = text.slice(text.indexOf(">", open) + 1, close).replace(/<\/?summary>/gi, "");
  return /```|~~~|<\/?[a-z]/i.test(inner) ? -1 : open;
}

/** Where a sentence runs into an opening tag on the line that the closing one at `close` stands in; -1 where none does. */
function toldWith(text: string, close: number, end: number, marks: ReasoningMarks): number {
  if (!/^[ \t]{0,4}\S/.test(text.slice(end, end + 8))) return -1;
  for (let at = close - 1; at >= 0 && at > close - MOST_TOLD; at -= 1) {
    if (text.charCodeAt(at) === 10) return -1;
    if (marks.readTag(text, at) && !marks.closing) return followsProse(text, at) ? at : -1;
  }
  return -1;
}

/** Where the opening tag stands that a sentence names together with the closing one at `close`; -1 if it does not. */
function namedWith(text: string, close: number, marks: ReasoningMarks): number {
  for (let at = close - 1; at >= 0 && at > close - 32; at -= 1) {
    if (text.charCodeAt(at) === 10) return -1;
    if (!marks.readTag(text, at) || marks.closing) continue;
    const joined = marks.end < close && isConnective(text, marks.end, close);
    return joined && followsProse(text, at) ? at : -1;
  }
  return -1;
}
