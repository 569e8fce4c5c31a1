/** Words behind which no sentence ends, so that an end of reasoning behind them is only talked about. */
const LEADS_ON =
  /(?:^|[^a-z])(?:with|after|before|until|till|the|an?|my|of|by|without|and|or|between|called|named)[: \t]{1,4}[(*_]{0,3}$/i;
/** What is done with a mark that is talked about; a sentence may end in these. */
const WRITES =
  /(?:^|[^a-z])(?:writ(?:e|es|ing|ten)|wrote|typ(?:e|es|ing)|emit|output|print|put|say|insert|produce|place)[: \t]{1,4}[(*_]{0,3}$/i;
const GOES_ON = /^[*_)]{0,3}(?:[ \t]{1,4}[a-z]|[.,;:!?)]{1,3}(?:\s|$))/;
const ON_THE_LINE = /^[ \t]{0,4}[^\s]/;
/** What is said of a mark, and of hardly anything else in the middle of a line. */
const IS_SAID = /^[*_)]{0,3}[ \t]{1,4}(?:when|once|until|is|was|has|marks|ends|closes|means|comes|stands|follows)\b/;
const RUNS_INTO = /[a-z,:][ \t]{1,4}[(*_]{0,3}$/i;
/** A quotation mark that opens, and blanks behind it. */
const OPENING_QUOTE = /(?:^|[\s(:])(["'`“‘«])[ \t]{1,2}$/;
const IN_COMMENT = /<!--[^<>\n]{0,16}$/;
const CLOSING: Readonly<Record<string, string>> = { "“": "”", "‘": "’", "«": "»" };
const LONGEST = 24;

/**
 * True where the end of reasoning from `start` to `end` may only be talked about, in a sentence that runs into it and goes on
 * behind ("I will write </think> when ready"), in quotes with blanks, or in a comment. Reasoning may as well have ended there.
 */
export function isToldEnd(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST), start);
  const behind = text.slice(end, end + LONGEST);
  if (IN_COMMENT.test(before) || (LEADS_ON.test(before) && ON_THE_LINE.test(behind))) return true;
  if ((WRITES.test(before) && GOES_ON.test(behind)) || (RUNS_INTO.test(before) && IS_SAID.test(behind))) return true;
  const quote = OPENING_QUOTE.exec(before)?.[1];
  return quote !== undefined && /^[ \t]{1,2}(["'`”’»])/.exec(behind)?.[1] === (CLOSING[quote] ?? quote);
}
