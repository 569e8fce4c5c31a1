import { challengeFromId } from "./challenge-from-id.ts";
import type { GeneratedChallenge } from "./generated-challenge.ts";
import { refuseCutSeed } from "./whole-seed.ts";

/** About 50 KB each at most. */
const MOST = 256;

/** Challenges by id. Trainers judge many answers to one question, and making it takes much longer than judging them. */
export class RecentChallenges {
  readonly #made = new Map<string, GeneratedChallenge>();

  /** @throws AffineError as `challengeFromId`, and `challenge_id` for an id that was cut. */
  challenge(id: string): GeneratedChallenge {
    const known = this.#made.get(id);
    const challenge = known ?? challengeFromId(id);
    if (known === undefined) refuseCutSeed(challenge.seed);
    // A map gives its keys in the order in which they were set: the first one is the one that was not asked for longest.
    this.#made.delete(id);
    this.#made.set(id, challenge);
    if (this.#made.size > MOST) this.#made.delete(this.#made.keys().next().value as string);
    return challenge;
  }
}
