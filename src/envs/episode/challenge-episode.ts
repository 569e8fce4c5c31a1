import type { Episode, Replay } from "./episode.ts";

/** The many turns of one question. */
export interface ChallengeEpisode extends Pick<Episode, "maxTurns" | "turnTokens" | "tools"> {
  /** The conversation after so many turns, and the verdict where it has ended. @throws AffineError as `Episode.replay` */
  replay(turns: readonly string[]): Replay;
}
