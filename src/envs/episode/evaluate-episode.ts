import { AffineError, evaluationOf, type Evaluation } from "../../core/index.ts";
import type { CheckContext } from "../check-context.ts";
import type { Episode } from "./episode.ts";
import { verdictOnList } from "./verdict-on-turns.ts";

/**
 * The verdict on what somebody hands in as a whole episode: one rule for every door, the SDK and the command line. One
 * text is no episode of many turns, and what was said after the end belongs to none: a score for either would be a score
 * for having been asked wrongly.
 *
 * @param completion the list of turns; for an episode of one turn also its text
 * @throws AffineError (rejects) `unsupported` for anything but a list where there are many turns, `invalid_input` for turns after
 * the end (`details.fault` is `turns_after_end`), `environment_broken`, `sandbox_unavailable`.
 */
export async function evaluateEpisode(
  name: string,
  episode: Episode,
  secret: unknown,
  completion: unknown,
  context?: CheckContext,
): Promise<Evaluation> {
  if (!Array.isArray(completion) && episode.maxTurns > 1) {
    throw new AffineError(
      "unsupported",
      typeof completion === "string"
        ? `${name} has up to ${episode.maxTurns} turns; one answer is no episode of it.`
        : `${name} is judged by the list of its turns, each a text; this is ${completion === null ? "null" : typeof completion === "object" ? "an object" : `a ${typeof completion}`}.`,
      {
        hint: "Give all turns as a list, or play it: reset and step, POST /v1/episodes, an OpenEnv socket, the ORS tool act.",
      },
    );
  }
  const turns: readonly unknown[] = Array.isArray(completion) ? completion : [completion];
  return evaluationOf(await verdictOnList((said) => episode.playFrom(secret, said, context), turns));
}
