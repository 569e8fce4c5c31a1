import { MAX_ANSWER_LENGTH, noAnswer, type Extraction } from "./extraction.ts";
import { hasForbiddenCharacter } from "./forbidden-character.ts";

/** Last look at an answer in tags: its length and its characters. It is never cut short. */
export function acceptAnswer(answer: string): Extraction {
  if (answer.length > MAX_ANSWER_LENGTH) return noAnswer("answer_too_long");
  const seen = withoutEdges(answer);
  return hasForbiddenCharacter(seen) ? noAnswer("forbidden_character") : { found: true, answer: seen };
}

/** Byte order marks and blanks without width say nothing at the ends of a text; inside a number they might. */
function withoutEdges(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isEdge(text.charCodeAt(from))) from += 1;
  while (to > from && isEdge(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function isEdge(code: number): boolean {
  return code === 0xfeff || code === 0x200b || code === 0x2060;
}
