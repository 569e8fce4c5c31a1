import { needText } from "../../core/index.ts";
import { acceptAnswer } from "./accept-answer.ts";
import { answerRegion, isUnclosed } from "./answer-region.ts";
import { noAnswer, type Extraction } from "./extraction.ts";
import { Comments } from "./hidden.ts";
import { followsProse, isConnective, isNamedAt, isQuoted } from "./mentions.ts";
import { isRefusedTag, RefusedFences } from "./refused.ts";
import { StruckOut } from "./struck-out.ts";
import { TagReader } from "./tag-reader.ts";

const LESS = 60;
/** Between two closing tags that end one answer. */
const MOST_BLANKS = 64;

/**
 * The answer between `<tag>` and `</tag>`, in any case: the last closing tag with the nearest opening tag before it, so
 * that the last answer wins and a model cannot hand in several. A newer tag that was never closed: no answer. Tags that
 * are only named ("between `<answer>` and `</answer>`") are none, nor are those in an HTML comment and what is struck out.
 *
 * @param tag lower-case ASCII, without brackets.
 * @example extractTagged("I say <answer>1 -2</answer>", "answer"); // { found: true, answer: "1 -2" }
 */
export function extractTagged(completion: unknown, tag: string): Extraction {
  needText(tag, "extractTagged", 'a completion and the name of a tag, such as "answer"');
  const region = answerRegion(completion);
  if ("found" in region) return region;
  const { text, reasoning } = region;
  const pair = lastPair(text, reasoning.end, tag);
  if (isUnclosed(reasoning, pair.end)) return noAnswer("unclosed_reasoning");
  if (pair.reason !== null) return noAnswer(pair.reason);
  return acceptAnswer(text.slice(pair.from, pair.to));
}

interface Pair {
  readonly reason: "no_answer" | "unclosed_answer" | null;
  /** What stands between the tags. */
  readonly from: number;
  readonly to: number;
  /** Index after the closing tag, or the text's length where there is no pair. */
  readonly end: number;
}

/** True for a pair that is talked about: nothing within, in a sentence, or nothing but a word or mark that joins two names. */
function isNamedPair(text: string, at: number, from: number, to: number): boolean {
  return isConnective(text, from, to) && (followsProse(text, at) || text.slice(from, to).trim() !== "");
}

/** True where nothing but a few blanks stands between. */
function areBlank(text: string, from: number, to: number): boolean {
  return to - from <= MOST_BLANKS && text.slice(from, to).trim() === "";
}

/** The first of two places, of which -1 is none. */
function firstOf(one: number, other: number): number {
  if (one === -1 || other === -1) return Math.max(one, other);
  return Math.min(one, other);
}

/** Walks backwards over the tags of one name, one step a character. */
function lastPair(text: string, start: number, name: string): Pair {
  const tags = new TagReader([name]);
  const comments = new Comments(text, start);
  const struck = new StruckOut(text, start, name, (at) => comments.hold(at));
  const fences = new RefusedFences(text, start);
  const unclosed = firstOf(comments.unclosed, fences.unclosed);
  const none = (reason: "no_answer" | "unclosed_answer"): Pair => ({ reason, from: 0, to: 0, end: text.length });
  let close = -1;
  let closeEnd = -1;
  let named: Pair | null = null;
  for (let at = text.length - 1; at >= start; at -= 1) {
    if (text.charCodeAt(at) !== LESS || !tags.read(text, at) || isQuoted(text, at, tags.end)) continue;
    if (comments.hold(at) || fences.hold(at) || struck.hold(at)) continue;
    if (tags.closing) {
      // Tags within tags are those within.
      if (close !== -1 && areBlank(text, tags.end, close)) {
        close = at;
        continue;
      }
      if (close !== -1 && !followsProse(text, close)) continue;
      close = at;
      closeEnd = tags.end;
    } else if (unclosed !== -1 && at > unclosed) {
      close = -1;
    } else if (close === -1) {
      if (!isNamedAt(text, at, tags.end)) return none("unclosed_answer");
    } else if (tags.end - at > name.length + 2 && isRefusedTag(text.slice(at, tags.end))) {
      close = -1;
    } else {
      const pair: Pair = { reason: null, from: tags.end, to: close, end: closeEnd };
      if (!isNamedPair(text, at, tags.end, close)) return pair;
      named ??= pair;
      close = -1;
    }
  }
  return named ?? none("no_answer");
}
