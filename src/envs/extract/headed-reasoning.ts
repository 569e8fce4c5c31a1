import { MAX_TAIL_LENGTH } from "./extraction.ts";
import { findReasoning as findMarkedReasoning, type Reasoning } from "./reasoning.ts";

export type { Reasoning } from "./reasoning.ts";

interface Heads {
  /** A completion that begins so is reasoning, up to the last `ends` that stands behind `behind`. */
  readonly begins: RegExp;
  readonly ends: string;
  readonly behind?: RegExp;
  /** True for words that anybody may begin with: without the end, they are prose. */
  readonly needsEnd?: boolean;
}

/** Sentences and words that models begin with where others have a mark. */
const HEADS: readonly Heads[] = [
  // Granite 3.2, and Apriel.
  { begins: /^here(?:['’]s| is) my thought process:/i, ends: " my response:", behind: /here(?:['’]s| is)$/i },
  { begins: /^here are my reasoning steps:/i, ends: "[BEGIN FINAL RESPONSE]" },
  // The harmony format without its marks.
  { begins: /^analysis(?=[a-z<"'`([])/i, ends: "assistantfinal" },
  // The same where a line break or a colon was put behind it.
  { begins: /^analysis(?:\s|:)/i, ends: "assistantfinal", needsEnd: true },
  // What Ollama prints around it.
  { begins: /^thinking\.\.\.[ \t]*\r?\n/i, ends: "...done thinking.", needsEnd: true },
  // HyperCLOVA X SEED 14B.
  { begins: /^\/think\n/, ends: "<|im_start|>assistant" },
];
const LONGEST_BEHIND = 8;
const LONGEST_HEAD = 64;
const MOST_BLANKS = 256;

/** Finds the end of a model's reasoning, by its marks and by the sentences that some models have instead. */
export function findReasoning(text: string): Reasoning | null {
  const heads = headsOf(text);
  if (heads === undefined) return findMarkedReasoning(text);
  const end = endOfLast(text, heads);
  if (end === -1 && heads.needsEnd === true) return findMarkedReasoning(text);
  // Opened, and for all that can be seen never ended.
  if (end === -1) return { end: Math.max(0, text.length - MAX_TAIL_LENGTH), firstOpened: 0, lastOpened: 0 };
  const rest = findMarkedReasoning(text.slice(end));
  const moved = (at: number): number => (at === -1 ? -1 : at + end);
  return rest && { end: rest.end + end, firstOpened: moved(rest.firstOpened), lastOpened: moved(rest.lastOpened) };
}

function headsOf(text: string): Heads | undefined {
  const head = text.slice(0, MOST_BLANKS + LONGEST_HEAD).trimStart();
  return HEADS.find(({ begins }) => begins.test(head));
}

function endOfLast(text: string, { ends, behind }: Heads): number {
  let at = text.lastIndexOf(ends);
  while (at > 0 && behind !== undefined && !behind.test(text.slice(Math.max(0, at - LONGEST_BEHIND), at))) {
    at = text.lastIndexOf(ends, at - 1);
  }
  return at <= 0 ? -1 : at + ends.length;
}
