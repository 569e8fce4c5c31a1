import { challengeFromId, type GeneratedChallenge } from "../envs/index.ts";

/** Challenges made lately: a round asks everybody the same, and some take longer to make than to check. */
export class ChallengeCache {
  readonly #made = new Map<string, GeneratedChallenge>();
  readonly #most: number;

  constructor(most = 64) {
    this.#most = most;
  }

  /** @throws AffineError as `challengeFromId`. */
  get(id: string): GeneratedChallenge {
    const known = this.#made.get(id);
    if (known !== undefined) return known;
    const made = challengeFromId(id);
    this.#made.set(id, made);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#most) break;
      this.#made.delete(oldest);
    }
    return made;
  }
}
