import { AffineError } from "../core/index.ts";

/** The seeds of numbered questions: the split's name, a hyphen, a SHA-256. */
const OF_A_SPLIT = /^(?:train|test)-/;
const WHOLE_SPLIT = /^(?:train|test)-[0-9a-f]{64}$/;
/** As long as a contest's seed of 64 digits that lost or won some on its way. */
const LIKE_A_CONTEST = /^[0-9a-f]{50,70}$/;
const DIGITS = 64;

/**
 * Refuses a seed that looks like a part of one: every seed has a question, so the answer to the whole one would be judged
 * by another question and get a score.
 *
 * @throws AffineError `challenge_id` for `train-` and `test-` without exactly 64 hexadecimal digits behind, and for 50 to
 * 70 hexadecimal digits that are not 64.
 */
export function refuseCutSeed(seed: string): void {
  const isCut = OF_A_SPLIT.test(seed) ? !WHOLE_SPLIT.test(seed) : LIKE_A_CONTEST.test(seed) && seed.length !== DIGITS;
  if (!isCut) return;
  const of = OF_A_SPLIT.test(seed) ? "a split" : "a contest";
  throw new AffineError(
    "challenge_id",
    `The seed ${JSON.stringify(seed)} looks like one of ${of}, which has ${DIGITS} lower-case hexadecimal digits; ` +
      `here are ${seed.replace(OF_A_SPLIT, "").length} characters.`,
    { hint: "The id was cut or changed: pass ids on unchanged, and name seeds of your own otherwise." },
  );
}
