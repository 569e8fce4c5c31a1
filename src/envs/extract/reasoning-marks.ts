import { lowered, standsAt, TagReader } from "./tag-reader.ts";

/** Tags in which models reason. */
const NAMES = ["thinking", "think", "thoughts", "thought", "reasoning", "scratchpad", "seed:think", "antthinking"];
/** Words that may as well be the heading of what is said behind an answer. */
export const WORDS = [
  "analysis",
  "reflection",
  "reason",
  "rationale",
  "thought_process",
  "thinking_process",
  "reasoning_process",
  "chain_of_thought",
  "cot",
  "internal_monologue",
  "inner_monologue",
  "monologue",
  "internal_thoughts",
  "inner_thoughts",
  "deliberation",
  "reasoning_content",
  "thinking_content",
  "draft",
  "internal",
];
const IS_WORD: ReadonlySet<string> = new Set(WORDS);

interface Mark {
  readonly text: string;
  readonly closing: boolean;
}

const opening = (text: string): Mark => ({ text, closing: false });
const closing = (text: string): Mark => ({ text, closing: true });
const pairOf = (name: string): readonly Mark[] => [opening(`<|${name}|>`), closing(`<|/${name}|>`)];
/**
 * Marks that are no tags, by their first character: of OpenThoughts and the harmony format, Command A, Gemma's two, Apertus,
 * and those with bars; of Magistral and Apriel; of Kimi.
 */
const MARKS: ReadonlyMap<number, readonly Mark[]> = new Map([
  [
    60,
    [
      opening("<|begin_of_thought|>"),
      opening("<|start_of_thought|>"),
      closing("<|end_of_thought|>"),
      opening("<|channel|>analysis"),
      opening("<|channel|>commentary"),
      closing("<|channel|>final<|message|>"),
      opening("<|start_thinking|>"),
      closing("<|end_thinking|>"),
      opening("<|start_of_thinking|>"),
      opening("<|begin_of_thinking|>"),
      closing("<|end_of_thinking|>"),
      opening("<|thinking_start|>"),
      closing("<|thinking_end|>"),
      opening("<|think_start|>"),
      closing("<|think_end|>"),
      ...pairOf("thinking"),
      ...pairOf("think"),
      ...pairOf("thought"),
      ...pairOf("reasoning"),
      opening("<|inner_prefix|>"),
      closing("<|inner_suffix|>"),
      opening("<unused94>"),
      closing("<unused95>"),
      opening("<|channel>thought"),
      closing("<channel|>"),
    ],
  ],
  [91, [opening("[think]"), closing("[/think]"), closing("[begin final response]")]],
  [0x25c1, [opening("◁think▷"), closing("◁/think▷")]],
]);
const LESS = 60;
const SQUARE = 91;
const TRIANGLE = 0x25c1;
const BAR = 124;
const SLASH = 47;
const [B, C, T, U] = [98, 99, 116, 117];
/** Brackets that are looked at in front of the tail; no text written to be read has more. */
export const MAX_MARKS = 50_000;

/** True for a character with which a mark may begin. */
export function readsMark(code: number): boolean {
  return code === LESS || code === SQUARE || code === TRIANGLE;
}

/** Reads marks of reasoning at given places. One reader serves a whole scan, so that millions of brackets cost no memory. */
export class ReasoningMarks {
  readonly #tags = new TagReader([...NAMES, ...WORDS]);
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
    if (this.readTag(text, at)) return true;
    const first = text.charCodeAt(at);
    const second = lowered(text.charCodeAt(at + 1));
    // Most brackets are none of these; the next characters tell.
    if (
      first !== LESS ? second !== SLASH && second !== T && second !== B : second !== BAR && second !== U && second !== C
    ) {
      return false;
    }
    if (second === BAR && !isLetter(text.charCodeAt(at + (text.charCodeAt(at + 2) === SLASH ? 3 : 2)))) return false;
    const mark = MARKS.get(first)?.find((candidate) => standsAt(text, at, candidate.text));
    if (mark === undefined) return false;
    this.closing = mark.closing;
    this.end = at + mark.text.length;
    this.name = "";
    this.isWord = false;
    return true;
  }

  /** True when a tag begins at `at`. */
  readTag(text: string, at: number): boolean {
    if (!this.#tags.read(text, at)) return false;
    this.closing = this.#tags.closing;
    this.end = this.#tags.end;
    this.name = this.#tags.name;
    this.isWord = IS_WORD.has(this.name);
    return true;
  }
}

function isLetter(code: number): boolean {
  return lowered(code) >= 97 && lowered(code) <= 122;
}
