import { plainAnswer } from "./plain-answer.ts";
import { withoutFrame } from "./without-frame.ts";

const ARTICLE =
  "(?:(?:the|my|our|an?|here is (?:the|my|an?)|here's (?:the|my)|this is (?:the|my)|these are the)[ \\t]{1,8})?";
const KIND_OF =
  "(?:(?:final|chosen|selected|corrected|revised|verified|updated|best|optimal|satisfying|full|complete|correct|valid|resulting|truth)[ \\t]{1,8}){0,3}";
const KINDS =
  "answers?|plan|proof|derivation|solution|choice|selection|steps|actions|items|values?|results?|assignment|input|output|chosen|selected";
const OF = "(?:[ \\t]{1,8}(?:is|are|as follows|at the end|of the variables|of the names|for the variables))*";
/** `(2 steps)`. */
const COUNT = "(?:[ \\t]{0,4}\\(\\d{1,6}[ \\t]{1,4}[a-z]{1,16}\\))?";
/** `Answer:`, `**Answer**:`, `plan =`; `Proof.`, `## Plan` or `**Plan**` on a line of its own. */
const HEADING = new RegExp(
  `^(?:#{1,6}[ \\t]{1,8})?[*_]{0,3}(?:${ARTICLE}${KIND_OF}(?:${KINDS})${OF}${COUNT}|(?:final|corrected|revised|verified|optimal)(?=[*_]{0,3}[ \\t]{0,8}[:=])|at the end(?:,? (?:the names|they) (?:hold|are))?)` +
    `(?:[*_]{0,3}[ \\t]{0,8}[:=][*_]{0,3}\\s*|\\.?[*_]{0,3}[ \\t]{0,8}\\n\\s*)`,
  "i",
);

const NAME = new RegExp(`^${ARTICLE}${KIND_OF}(?:${KINDS})${OF}$`, "i");

/** Whether a word, such as the only name of a JSON object, says of a value that it is the answer: `answer`, `chosen_items`. */
export function isHeading(name: string): boolean {
  return NAME.test(name.replaceAll("_", " ").trim());
}

/**
 * An answer without the words that announce it: `Answer:`, `**Plan:**`, `## Proof`, `The chosen items are:`.
 *
 * Only for environments in which none of these words can be a part of an answer.
 */
export function withoutHeading(text: string): string {
  return text.replace(HEADING, "");
}

/**
 * The same of a whole answer, with {@link plainAnswer} before it and behind it, and without sentences around it: a heading may
 * stand in a fence or before one.
 */
export function announcedAnswer(answer: string): string {
  const plain = unframed(plainAnswer(answer));
  const told = withoutHeading(plain);
  return told === plain ? plain : unframed(plainAnswer(told));
}

function unframed(plain: string): string {
  const told = withoutFrame(plain);
  return told === plain ? plain : plainAnswer(told);
}
