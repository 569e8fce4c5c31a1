// @ts-check
import { extractTagged, readIntegers } from "affine";

/**
 * Judges a completion. Whatever a model may say, or a program in its place, gets
 * a verdict: never throw, and give every zero a reason.
 *
 * @param {import("./question.js").Secret} secret
 * @param {unknown} completion
 * @returns {import("affine").Verdict}
 */
export function check({ balances }, completion) {
  const taken = extractTagged(completion, "answer");
  if (!taken.found) return verdict(0, taken.reason, null, {});
  const answer = taken.answer;
  // Reads lists as people write them: lines, commas, brackets, a fence.
  const numbers = readIntegers(answer);
  if (numbers === null) return verdict(0, "bad_number", answer, {});
  if (numbers.length !== balances.length) {
    return verdict(0, "wrong_count", answer, { count: numbers.length });
  }
  const wrong = balances.filter((value, at) => value !== numbers[at]);
  return wrong.length === 0
    ? verdict(1000, "correct", answer, {})
    : verdict(0, "wrong_balances", answer, { wrong: wrong.length });
}

/**
 * @param {number} thousandths 0 to 1000
 * @param {string} reason
 * @param {string | null} extracted the answer as it stood there
 * @param {Record<string, number>} metrics
 * @returns {import("affine").Verdict}
 */
function verdict(thousandths, reason, extracted, metrics) {
  return { thousandths, reason, extracted, metrics };
}
