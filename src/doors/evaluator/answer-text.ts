import { AffineError, isNestedDeeper } from "../../core/index.ts";

/** No bridge makes so deep a value of a text. */
const MAX_NESTING = 256;

/**
 * What a model said, as text. Bridges read a model's text as JSON where they can, so that a number, a list or an object
 * arrives where text was meant: it is written as JSON again.
 *
 * @throws AffineError `invalid_input` for what is nested too deep to be written.
 */
export function answerText(answer: unknown): string {
  if (typeof answer === "string") return answer;
  if (isNestedDeeper(answer, MAX_NESTING)) {
    throw new AffineError("invalid_input", "The answer is nested too deep.", { hint: "Send it as text." });
  }
  return JSON.stringify(answer);
}
