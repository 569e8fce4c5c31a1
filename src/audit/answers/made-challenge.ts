import { AffineError, errorMessage } from "../../core/index.ts";
import { challengeFromId, type GeneratedChallenge } from "../../envs/index.ts";

/** A question made anew, or why it cannot be made. */
export type MadeChallenge =
  | { readonly challenge: GeneratedChallenge; readonly error: null }
  | { readonly challenge: null; readonly error: AffineError };

/** Makes the question of a challenge id. */
export function makeAgain(id: string): MadeChallenge {
  try {
    return { challenge: challengeFromId(id), error: null };
  } catch (error) {
    if (AffineError.isInstance(error)) return { challenge: null, error };
    return { challenge: null, error: new AffineError("environment_broken", errorMessage(error), { cause: error }) };
  }
}
