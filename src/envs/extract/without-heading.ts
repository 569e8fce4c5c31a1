const KINDS = "answer|plan|proof|solution|choice|selection|steps|actions|items|values|result";
const HEADING = new RegExp(
  `^(?:#{1,6}[ \\t]+)?[*_]{0,2}(?:(?:the|my|here is the|here is my)[ \\t]+)?(?:final[ \\t]+|chosen[ \\t]+|selected[ \\t]+)?` +
    `(?:${KINDS})(?:[ \\t]+(?:is|are))?[*_]{0,2}[ \\t]*:[*_]{0,2}\\s*`,
  "i",
);

/**
 * An answer without the words that announce it: `Answer:`, `**Plan:**`, `The chosen items are:`.
 *
 * Only for environments in which none of these words can be a part of an answer.
 */
export function withoutHeading(text: string): string {
  return text.replace(HEADING, "");
}
