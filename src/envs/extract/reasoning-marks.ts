import { MAX_TAIL_LENGTH } from "./extraction.ts";
import { foldedReasoning, type Folds } from "./folded-reasoning.ts";
import { nameInWords, readReasoningName, saysEnd, type ReasoningName } from "./reasoning-names.ts";

import { endOfTag, isBlank, lowered, standsAt } from "./tag-reader.ts";

interface Mark {
  /** What it goes on with behind the bracket that closes first; for marks without one, all of it. */
  readonly text: string;
  readonly closing: boolean;
  /** What has to stand right before it. */
  readonly behind?: string;
  /** True for a word that may head what is said before an answer, or behind one. */
  readonly isWord?: boolean;
}

const opening = (text = "", behind?: string): Mark => ({ text, closing: false, ...(behind && { behind }) });
const closing = (text = "", behind?: string): Mark => ({ text, closing: true, ...(behind && { behind }) });
const wordInSquares = (name: string): Mark => ({ text: `[${name}]`, closing: false, isWord: true });
/** What heads the answer where such words are headings. */
const HEADS_ANSWER = /\[(?:(?:the|my) )?(?:final )?(?:answer|response|solution|output|result|action|conclusion)s?\]/gi;
/**
 * Marks whose names do not say it, by what stands between `<|` and `>`: of the harmony format and others with channels, Gemma 4,
 * Apertus, Solar, Inkling and Kimi K3. Those that begin an answer end what was before it.
 */
const BARRED: ReadonlyMap<string, readonly Mark[]> = new Map([
  ["channel|", [opening("analysis"), opening("commentary"), closing("final")]],
  ["channel", [opening("thought")]],
  ["message|", [opening("", "to=self"), closing("", "to=user")]],
  ["inner_prefix|", [opening()]],
  ["inner_suffix|", [closing()]],
  ["content|", [closing()]],
  ["content_text|", [closing()]],
  ["open|", [opening("think<|sep|>"), closing("response<|sep|>")]],
  ["close|", [closing("think<|sep|>")]],
]);
const inSquares = ["thinking", "thought", "thoughts", "reasoning"];
const THINK = ["think", "thinking"];
/**
 * Other marks, by the two characters with which they begin: of Gemma's two, Magistral, Apriel, Pangu and Kimi, words in square
 * brackets, and tags that a host has escaped or a template writes otherwise.
 */
const MARKS: ReadonlyMap<string, readonly Mark[]> = new Map([
  ["<u", [opening("<unused94>"), closing("<unused95>")]],
  ["<c", [closing("<channel|>")]],
  ["[t", [opening("[think]"), ...inSquares.filter((name) => name.startsWith("t")).map(wordInSquares)]],
  ["[r", [wordInSquares("reasoning")]],
  ["[/", ["think", ...inSquares].map((name) => closing(`[/${name}]`))],
  ["[b", [closing("[begin final response]"), ...THINK.map((name) => opening(`[begin ${name}]`))]],
  ["[s", THINK.map((name) => opening(`[start ${name}]`))],
  ["[e", THINK.map((name) => closing(`[end ${name}]`))],
  ["[u", [opening("[unused16]"), closing("[unused17]")]],
  ["{t", THINK.map((name) => opening(`{${name}}`))],
  ["{/", THINK.map((name) => closing(`{/${name}}`))],
  ["&l", THINK.flatMap((name) => [opening(`&lt;${name}&gt;`), closing(`&lt;/${name}&gt;`)])],
  ["＜t", THINK.map((name) => opening(`＜${name}＞`))],
  ["＜/", THINK.map((name) => closing(`＜/${name}＞`))],
  ["◁t", [opening("◁think▷")]],
  ["◁/", [closing("◁/think▷")]],
]);
const LESS = 60;
const LAST_ASCII = 127;
const [SQUARE, TRIANGLE, BRACE, AND, WIDE_LESS] = [91, 0x25c1, 123, 38, 0xff1c];
/** The second characters of {@link MARKS}. */
const SECONDS: ReadonlySet<number> = new Set(Array.from(MARKS.keys(), (key) => key.charCodeAt(1)));
/** What marks begin with that are looked for in front of the tail. */
export const BRACKETS = ["<", "[", "◁"];
/** The same of marks that are rare, with characters that a text may have any number of. */
export const RARE_BRACKETS = ["{", "&", "＜"];
const [GREATER, SLASH, BAR, WIDE_BAR, BLOCK] = [62, 47, 124, 0xff5c, 0x2581];
/** No name is longer. */
const LONGEST_NAME = 40;
/** Names that are remembered in one scan: most tags of a text are of few names. */
const MOST_NAMES = 64;
/** Brackets that are looked at in front of the tail; no text written to be read has more. */
export const MAX_MARKS = 50_000;

/** True for a character with which a mark may begin. */
export function readsMark(code: number): boolean {
  if (code < BRACE) return code === LESS || code === SQUARE || code === AND;
  return code === BRACE || code === TRIANGLE || code === WIDE_LESS;
}

/** Reads marks of reasoning at given places. One reader serves a whole scan, so that millions of brackets cost no memory. */
export class ReasoningMarks {
  readonly #said = new Map<string, ReasoningName>();
  #folded: Folds | null = null;
  #headed: { readonly text: string; readonly last: number } | null = null;
  /** Of the mark that was read last. */
  closing = false;
  /** Index after it. */
  end = 0;
  /** Of a tag; "" for other marks. */
  name = "";
  /** True for a tag whose word may be a heading as well. */
  isWord = false;

  /** True when a mark begins at `at`. */
  read(text: string, at: number): boolean {
    if (text.charCodeAt(at) !== LESS) return this.#readOther(text, at);
    return this.readTag(text, at) || this.#readBars(text, at) || this.#readOther(text, at);
  }

  /** True when a tag such as `<think>` or `</longcat_think >` begins at `at`. */
  readTag(text: string, at: number): boolean {
    if (text.charCodeAt(at) !== LESS) return false;
    let from = at + 1;
    while (isBlank(text.charCodeAt(from)) && from - at < 4) from += 1;
    const isClosing = text.charCodeAt(from) === SLASH;
    if (isClosing) {
      from += 1;
      while (isBlank(text.charCodeAt(from)) && from - at < 8) from += 1;
    }
    let to = endOfName(text, from);
    if (to - from < shortestName(text.charCodeAt(from))) return false;
    const follows = text.charCodeAt(to);
    if (follows !== GREATER && !isBlank(follows)) return false;
    let name = text.slice(from, to).toLowerCase().replaceAll("▁", "_");
    const words = follows === GREATER ? null : nameInWords(name, text.slice(from, from + LONGEST_NAME));
    if (words !== null) [name, to] = [words.name, from + words.length];
    const said = name === "details" ? this.#ofFold(text, at) : this.#sayingOf(name);
    if (said === null) return false;
    const end = endOfTag(text, to);
    if (end === -1) return false;
    this.#found(isClosing || saysEnd(name), end, name, said === "word");
    return true;
  }

  /** `<|think|>`, `<|/think|>`, `</|think|>`, `<|end_of_thought|>`, `<|think:start|>`. */
  #readBars(text: string, at: number): boolean {
    let from = at + 1;
    let isClosing = false;
    if (text.charCodeAt(from) === SLASH) [from, isClosing] = [from + 1, true];
    if (!isBar(text.charCodeAt(from))) return false;
    from += 1;
    if (text.charCodeAt(from) === SLASH) [from, isClosing] = [from + 1, true];
    const to = endOfName(text, from);
    const barred = isBar(text.charCodeAt(to));
    const end = barred ? to + 2 : to + 1;
    const isForeign = text.charCodeAt(from) > LAST_ASCII;
    if (to - from < (isForeign ? 2 : 4) || text.charCodeAt(end - 1) !== GREATER) return false;
    const name = text.slice(from, to).toLowerCase().replaceAll("▁", "_");
    const mark = BARRED.get(barred ? `${name}|` : name)?.find((one) => stands(text, at, end, one));
    if (mark !== undefined) {
      this.#found(mark.closing, end + mark.text.length, "", false);
      return true;
    }
    if (!barred || this.#sayingOf(name) === null || !(isForeign || /think|thought|reasoning/.test(name))) return false;
    this.#found(isClosing || saysEnd(name), end, "", false);
    return true;
  }

  #readOther(text: string, at: number): boolean {
    const second = lowered(text.charCodeAt(at + 1));
    // Most brackets are none of these; the next character tells.
    if (!SECONDS.has(second)) return false;
    if (second === SLASH && !isLetter(text.charCodeAt(at + 2))) return false;
    const marks = MARKS.get(text.charAt(at) + String.fromCharCode(second));
    const mark = marks?.find((one) => stands(text, at, at, one));
    if (mark === undefined || (mark.isWord && at < this.#answerHead(text))) return false;
    this.#found(mark.closing, at + mark.text.length, "", mark.isWord === true);
    return true;
  }

  /** Where the part begins that the `</details>` at `close` ends, -1 if it is none of reasoning. */
  foldAt(text: string, close: number): number {
    return this.#foldsOf(text).openings.get(close) ?? -1;
  }

  #ofFold(text: string, at: number): ReasoningName {
    return this.#foldsOf(text).marks.has(at) ? "word" : null;
  }

  /** Read once a text. */
  #foldsOf(text: string): Folds {
    if (this.#folded?.text !== text) this.#folded = foldedReasoning(text);
    return this.#folded;
  }

  /** Where the last heading of an answer stands in square brackets, or -1. Looked for once a text. */
  #answerHead(text: string): number {
    if (this.#headed?.text !== text) {
      const tail = Math.max(0, text.length - MAX_TAIL_LENGTH);
      let last = -1;
      for (const { index } of text.slice(tail).matchAll(HEADS_ANSWER)) last = tail + index;
      this.#headed = { text, last };
    }
    return this.#headed.last;
  }

  #sayingOf(name: string): ReasoningName {
    const known = this.#said.get(name);
    if (known !== undefined) return known;
    const said = readReasoningName(name);
    if (this.#said.size < MOST_NAMES) this.#said.set(name, said);
    return said;
  }

  #found(isClosing: boolean, end: number, name: string, isWord: boolean): void {
    this.closing = isClosing;
    this.end = end;
    this.name = name;
    this.isWord = isWord;
  }
}

/** True where a mark that begins at `at` goes on at `from`. */
function stands(text: string, at: number, from: number, { text: rest, behind = "" }: Mark): boolean {
  return standsAt(text, from, rest) && standsAt(text, at - behind.length, behind);
}

function isLetter(code: number): boolean {
  return lowered(code) >= 97 && lowered(code) <= 122;
}

function isBar(code: number): boolean {
  return code === BAR || code === WIDE_BAR;
}

/** Two signs of Chinese are a word. */
function shortestName(first: number): number {
  return first > LAST_ASCII ? 2 : 3;
}

/** Where a name of letters, digits and what joins words ends; letters of some other scripts, and the `▁` of tokens, too. */
function endOfName(text: string, from: number): number {
  let to = from;
  while (to - from <= LONGEST_NAME && isInName(text.charCodeAt(to))) to += 1;
  return to;
}

function isInName(code: number): boolean {
  const low = lowered(code);
  return (
    (low >= 97 && low <= 122) ||
    (code >= 48 && code <= 58) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === BLOCK ||
    (code > LAST_ASCII && isForeignLetter(code))
  );
}

/** Letters of the scripts in which names of reasoning are known. */
function isForeignLetter(code: number): boolean {
  if (code < 0x0530) return code >= 0x00c0 && code !== 0x00d7 && code !== 0x00f7;
  return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3);
}
