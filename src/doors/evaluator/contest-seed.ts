import { AffineError, parseChallengeId } from "../../core/index.ts";

/** What `questionSeed` makes: the seeds of rounds, and of nothing else that is drawn here. */
const OF_A_CONTEST = /^[0-9a-f]{64}$/;

/**
 * Doors ask no question of a contest: of a seed nobody can see here whether its round is over. Who has a question already
 * may have it judged (decision 65).
 *
 * @throws AffineError `invalid_input` for a seed of the form that contests draw.
 */
export function refuseContestSeed(seed: string): void {
  if (!OF_A_CONTEST.test(seed)) return;
  throw new AffineError("invalid_input", "A seed of 64 hexadecimal digits is a contest's, and its round may be open.", {
    hint: "Take a split, or seeds of your own; `af env evaluate` judges recorded questions.",
  });
}

/** The same for the seed in a challenge id. @throws AffineError `challenge_id` for what is no id. */
export function refuseContestId(id: string): void {
  refuseContestSeed(parseChallengeId(id).seed);
}
