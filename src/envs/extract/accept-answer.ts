import { MAX_ANSWER_LENGTH, noAnswer, type Extraction } from "./extraction.ts";
import { isBlank } from "./tag-reader.ts";
import { hasForbiddenCharacter } from "./forbidden-character.ts";

/** Last look at an answer in tags: its length and its characters. It is never cut short. */
export function acceptAnswer(answer: string): Extraction {
  if (answer.length > MAX_ANSWER_LENGTH) return noAnswer("answer_too_long");
  const seen = withoutEdges(answer);
  return hasForbiddenCharacter(seen) ? noAnswer("forbidden_character") : { found: true, answer: seen };
}

/** Byte order marks and blanks without width say nothing at the ends of a text, with blanks around them or none; inside a number they might. */
function withoutEdges(text: string): string {
  let [from, to] = [0, text.length];
  for (let at = 0; at < text.length && isEdgeOrBlank(text.charCodeAt(at)); at += 1) {
    if (isEdge(text.charCodeAt(at))) from = at + 1;
  }
  for (let at = text.length - 1; at >= from && isEdgeOrBlank(text.charCodeAt(at)); at -= 1) {
    if (isEdge(text.charCodeAt(at))) to = at;
  }
  return text.slice(from, to);
}

function isEdgeOrBlank(code: number): boolean {
  return isEdge(code) || isBlank(code);
}

function isEdge(code: number): boolean {
  return code === 0xfeff || code === 0x200b || code === 0x2060;
}
