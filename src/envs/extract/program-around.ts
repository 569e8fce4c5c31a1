import { fenceLanguage } from "./code-language.ts";
import { MAX_ANSWER_LENGTH } from "./extraction.ts";
import { isInTextOrComment } from "./python-tokens.ts";

const NEWLINE = 10;
const LONGEST_INFO = 64;

/**
 * Where the fence opens of a complete block of Python in a comment or text of which `at` stands; -1 where there is none. What
 * is walked over lies between that place and the end of the block.
 */
export function programAround(text: string, at: number, start: number): number {
  const least = Math.max(start, at - MAX_ANSWER_LENGTH);
  let last = at - 1;
  while (last >= least && !isFence(text, last)) last -= 1;
  if (last < least) return -1;
  const mark = text.charAt(last);
  let open = last;
  while (open > least && text.charAt(open - 1) === mark) open -= 1;
  const body = text.indexOf("\n", last) + 1;
  if (body === 0 || body > at || body - last > LONGEST_INFO) return -1;
  if (fenceLanguage(text.slice(last + 1, body - 1)) !== "python") return -1;
  const fence = mark.repeat(last + 1 - open);
  const close = text.slice(at, body + MAX_ANSWER_LENGTH).indexOf(fence);
  if (close === -1 || !endsLine(text, at + close, fence.length)) return -1;
  return isInTextOrComment(text.slice(body, at + close), at - body) ? open : -1;
}

/** True for the last of three backticks or tildes. */
function isFence(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === 96 || code === 126) && text.charCodeAt(at - 1) === code && text.charCodeAt(at - 2) === code;
}

/** True where a fence begins a line and no other block: letters right behind it are the name of a language. */
function endsLine(text: string, at: number, length: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before -= 1;
  const begins = before < 0 || text.charCodeAt(before) === NEWLINE;
  return begins && !/^[`~]*[ \t]*[a-z{]/i.test(text.slice(at + length, at + length + LONGEST_INFO));
}
