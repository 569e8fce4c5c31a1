import type { CheckContext } from "../check-context.ts";
import type { Episode, Replay } from "./episode.ts";

/** The many turns of one question. */
export interface ChallengeEpisode extends Pick<Episode, "maxTurns" | "turnTokens" | "tools" | "python"> {
  /** The conversation after so many turns, and the verdict where it has ended. @throws AffineError as `Episode.replay` */
  replay(turns: readonly string[]): Replay;
  /** The same for every environment, those whose turns run Python too. @throws AffineError as `Episode.play` */
  play(turns: readonly string[], context?: CheckContext): Promise<Replay>;
}
