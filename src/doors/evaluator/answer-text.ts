import { AffineError } from "../../core/index.ts";

/**
 * What a model said, as text. Bridges read a model's text as JSON where they can, so that a number, a list or an object
 * arrives where text was meant: it is written as JSON again.
 *
 * @throws AffineError `invalid_input` for what is nested too deep to be written.
 */
export function answerText(answer: unknown): string {
  if (typeof answer === "string") return answer;
  try {
    return JSON.stringify(answer);
  } catch (cause) {
    throw new AffineError("invalid_input", "The answer is nested too deep.", { hint: "Send it as text.", cause });
  }
}
