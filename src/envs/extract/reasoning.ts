import { MAX_TAIL_LENGTH } from "./extraction.ts";
import { followsProse, isCalledTag, isConnective, isQuoted } from "./mentions.ts";
import { standsAt, TagReader } from "./tag-reader.ts";

const NAMES = ["thinking", "think", "thoughts", "thought", "reasoning", "scratchpad", "seed:think"];
/** Marks that are no tags, by their first character: of OpenThoughts and the harmony format, Magistral, Kimi. */
const MARKS: ReadonlyMap<number, readonly { readonly text: string; readonly closing: boolean }[]> = new Map([
  [
    60,
    [
      { text: "<|begin_of_thought|>", closing: false },
      { text: "<|channel|>analysis", closing: false },
      { text: "<|channel|>commentary", closing: false },
      { text: "<|end_of_thought|>", closing: true },
      { text: "<|channel|>final<|message|>", closing: true },
    ],
  ],
  [
    91,
    [
      { text: "[think]", closing: false },
      { text: "[/think]", closing: true },
    ],
  ],
  [
    0x25c1,
    [
      { text: "◁think▷", closing: false },
      { text: "◁/think▷", closing: true },
    ],
  ],
]);
const LESS = 60;
const SQUARE = 91;
const BAR = 124;
const SLASH = 47;
const TRIANGLE = 0x25c1;
/** Brackets that are looked at in front of the tail; no text written to be read has more. */
const MAX_MARKS = 50_000;

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
 * Finds the end of a model's reasoning. Marks in quotes are only named, and so is a pair in a sentence, such as
 * "between <think> and </think>". One pass from the end backwards; what is before the last end is not looked at.
 *
 * @returns `null` for a long text of brackets in such numbers that they cannot all be looked at.
 */
export function findReasoning(text: string): Reasoning | null {
  const tail = Math.max(0, text.length - MAX_TAIL_LENGTH);
  const tags = new TagReader(NAMES);
  let firstOpened = -1;
  let lastOpened = -1;
  for (let at = text.length - 1; at >= tail; at -= 1) {
    const code = text.charCodeAt(at);
    if (code !== LESS && code !== SQUARE && code !== TRIANGLE) continue;
    const mark = readMark(text, at, tags);
    if (mark === null || isQuoted(text, at, mark.end)) continue;
    if (mark.closing) {
      const named = namedWith(text, at, tags);
      if (named === -1) return { end: mark.end, firstOpened, lastOpened };
      at = named;
    } else {
      firstOpened = at;
      if (lastOpened === -1 && !followsProse(text, at) && !isCalledTag(text, mark.end)) lastOpened = at;
    }
  }
  const opened = openedBefore(text, tail, tags);
  return opened === null ? null : { end: tail, firstOpened: opened === -1 ? firstOpened : opened, lastOpened };
}

/** Where reasoning was opened in front of the tail and not closed there, -1 if it was not, `null` for too many marks. */
function openedBefore(text: string, tail: number, tags: TagReader): number | null {
  if (tail === 0) return -1;
  const head = text.slice(0, tail);
  let opened = -1;
  let ended = -1;
  let marks = 0;
  for (const bracket of ["<", "[", "◁"]) {
    for (let at = head.indexOf(bracket); at !== -1; at = head.indexOf(bracket, at + 1)) {
      marks += 1;
      if (marks > MAX_MARKS) return null;
      const mark = readMark(head, at, tags);
      if (mark === null || isQuoted(head, at, mark.end)) continue;
      if (mark.closing) ended = Math.max(ended, at);
      else opened = Math.max(opened, at);
    }
  }
  return opened > ended ? opened : -1;
}

function readMark(text: string, at: number, tags: TagReader): { closing: boolean; end: number } | null {
  if (tags.read(text, at)) return { closing: tags.closing, end: tags.end };
  const first = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  // Most brackets are none of these; the next characters tell.
  if (first === LESS ? next !== BAR || isPunctuation(text.charCodeAt(at + 2)) : next !== SLASH && (next | 32) !== 116)
    return null;
  for (const mark of MARKS.get(first) ?? []) {
    if (standsAt(text, at, mark.text)) return { closing: mark.closing, end: at + mark.text.length };
  }
  return null;
}

/** Where the opening tag stands that a sentence names together with the closing one at `close`; -1 if it does not. */
function namedWith(text: string, close: number, tags: TagReader): number {
  for (let at = close - 1; at >= 0 && at > close - 32; at -= 1) {
    if (text.charCodeAt(at) === 10) return -1;
    if (!tags.read(text, at) || tags.closing) continue;
    const joined = tags.end < close && isConnective(text, tags.end, close);
    return joined && followsProse(text, at) ? at : -1;
  }
  return -1;
}

function isPunctuation(code: number): boolean {
  return code < 65;
}
