import { kinds, need } from "../../core/index.ts";
const MILLION = 1_000_000;

/**
 * How often a group of G answers to one question teaches GRPO something: when some pass and some do not, P = 1 - p^G -
 * (1 - p)^G, since a group of equal rewards has no advantage (Shao et al., 2024, DeepSeekMath, section 4.1).
 *
 * @param passPerMillion p, pass rate of the questions, parts per million.
 * @param group G, answers to each question, at least 2.
 * @returns parts per million, rounded.
 * @throws AffineError `invalid_input` for what is no number.
 */
export function groupSignalPerMillion(passPerMillion: number, group: number): number {
  const what = "a pass rate in parts per million, and the answers of a group";
  need(kinds.number, passPerMillion, "groupSignalPerMillion", what);
  need(kinds.number, group, "groupSignalPerMillion", what);
  const pass = passPerMillion / MILLION;
  return Math.round(MILLION * (1 - pass ** group - (1 - pass) ** group));
}
