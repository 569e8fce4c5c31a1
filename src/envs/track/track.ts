import { defineEnvironment } from "../define-environment.ts";
import { checkTrack } from "./check-track.ts";
import { generateTrack } from "./generate-track.ts";
import { trackStudy } from "./study/track-study.ts";
import { TRACK_DEFAULT_LEVEL, TRACK_LEVELS, TRACK_SCORED_LEVELS } from "./track-levels.ts";
import type { TrackSecret } from "./track-secret.ts";

/** State tracking over long logs: other names, undoing and scopes within scopes decide what cells hold at the end. */
export const trackEnvironment = defineEnvironment<TrackSecret>({
  name: "TRACK",
  aliases: ["TRACKING"],
  version: "1",
  title: "Follow a long log",
  description: "What four names hold at the end of a log of up to 19,500 lines, with aliases, undo and nested scopes.",
  answerFormat: "<answer>rovak = 4071 …</answer>: one line for each name, or the numbers in their order",
  levels: TRACK_LEVELS.map(({ level }) => level),
  scoredLevels: TRACK_SCORED_LEVELS,
  defaultLevel: TRACK_DEFAULT_LEVEL,
  maxAttempts: 100,
  generate: generateTrack,
  check: checkTrack,
  study: trackStudy,
});
