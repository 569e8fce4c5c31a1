import { MAX_ANSWER_LENGTH, noAnswer, type Extraction } from "./extraction.ts";
import { hasForbiddenCharacter } from "./forbidden-character.ts";

/** Last look at an answer: its length and its characters. It is never cut short. */
export function acceptAnswer(answer: string): Extraction {
  if (answer.length > MAX_ANSWER_LENGTH) return noAnswer("answer_too_long");
  return hasForbiddenCharacter(answer) ? noAnswer("forbidden_character") : { found: true, answer };
}
