/** Environments of many turns, recomputable. See docs/episodes.md. */
export type { ChallengeEpisode } from "./challenge-episode.ts";
export { defineEpisode, type EpisodeEnvironment } from "./define-episode.ts";
export { MAX_HISTORY_LENGTH, MAX_OBSERVATION_LENGTH, MAX_TURNS } from "./episode-limits.ts";
export type { EpisodeSpec, PythonRun, Reply, RunsPython } from "./episode-spec.ts";
export type { EpisodeStudy, Policy } from "./episode-study.ts";
export type { Episode, EpisodeStart, Replay } from "./episode.ts";
export { playPolicy } from "./play-policy.ts";
export { spokenText } from "./spoken-text.ts";
export type { Tool } from "./tool.ts";
