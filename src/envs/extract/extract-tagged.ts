import { acceptAnswer } from "./accept-answer.ts";
import { afterReasoning } from "./after-reasoning.ts";
import { noAnswer, type Extraction } from "./extraction.ts";

/**
 * The answer between `<tag>` and `</tag>`, in any case: the last closing tag with the nearest opening tag before it, so
 * that the last answer wins and a model cannot hand in several. A newer tag that was never closed: no answer.
 *
 * @param tag lower-case ASCII, without brackets.
 * @example extractTagged("I say <answer>1 -2</answer>", "answer"); // { found: true, answer: "1 -2" }
 */
export function extractTagged(completion: unknown, tag: string): Extraction {
  const region = afterReasoning(completion);
  if ("found" in region) return region;
  const open = `<${tag}>`;
  const closeAt = region.lower.lastIndexOf(`</${tag}>`);
  if (region.lower.indexOf(open, closeAt + 1) !== -1) return noAnswer("unclosed_answer");
  const openAt = closeAt === -1 ? -1 : region.lower.lastIndexOf(open, closeAt);
  if (openAt === -1) return noAnswer("no_answer");
  return acceptAnswer(region.text.slice(openAt + open.length, closeAt));
}
