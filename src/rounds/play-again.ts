import { AffineError, canonicalJson } from "../core/index.ts";
import type { ChallengeEpisode, Replay } from "../envs/index.ts";
import type { RolloutRecord, Transcript } from "../record/index.ts";
import type { RequestRules } from "../replay/rules.ts";
import { saidIn } from "./episode-turn.ts";
import { compared, wrong, type OwnVerdict, type RecordFault } from "./record-fault.ts";
import { samplingSeed } from "./sampling-seed.ts";

/**
 * Plays a recorded episode again and compares everything that it says with the transcript: not the verdict alone, which
 * may be the same without a turn, but every observation.
 *
 * @returns `null` when the record is right
 * @throws AffineError (rejects) `sandbox_unavailable` and other passing failures of one's own: play again.
 */
export async function playAgain(
  record: RolloutRecord,
  transcript: Transcript,
  request: RequestRules,
  episode: ChallengeEpisode,
): Promise<RecordFault | null> {
  const earlier = transcript.earlier ?? [];
  const said = earlier.map(saidIn);
  let before: Replay;
  try {
    before = await episode.play(said);
  } catch (error) {
    return faultOf(record, error);
  }
  if (before.verdict !== null) return wrong("turn_after_end");
  const differs = firstDifference(before.messages, transcript.messages, episode.replay([]).messages.length);
  if (differs !== null) return wrong(differs);
  const { seed, temperatureThousandths, maxTokens } = transcript.sampling;
  const sameSampling =
    earlier.every((turn, index) => turn.seed === samplingSeed(record.challenge, index + 1)) &&
    seed === samplingSeed(record.challenge, earlier.length + 1) &&
    temperatureThousandths === request.temperatureThousandths &&
    maxTokens === Math.min(request.maxTokens, episode.turnTokens);
  if (!sameSampling) return wrong("other_sampling");
  let found: OwnVerdict;
  try {
    const { verdict } = await episode.play([...said, saidIn(transcript)]);
    if (verdict === null) return wrong("unfinished");
    found = { outcome: "scored", score: verdict.thousandths, reason: verdict.reason };
  } catch (error) {
    if (AffineError.isInstance(error) && error.retryable) throw error;
    found = { outcome: "invalid", score: 0, reason: "check_broken" };
  }
  return compared(record, found);
}

/** Turns that the environment cannot take. */
function faultOf(record: RolloutRecord, error: unknown): RecordFault | null {
  if (!AffineError.isInstance(error) || error.retryable) throw error;
  if (error.details["fault"] === "turns_after_end") return wrong("turn_after_end");
  return compared(record, { outcome: "invalid", score: 0, reason: "check_broken" });
}

/** What the transcript's history has otherwise than the episode, first things first; `null` where they are equal. */
function firstDifference(
  right: Replay["messages"],
  recorded: Transcript["messages"],
  opening: number,
): RecordFault["reason"] | null {
  for (let at = 0; at < Math.max(right.length, recorded.length); at += 1) {
    const [own, told] = [right[at], recorded[at]];
    if (own !== undefined && told !== undefined && canonicalJson(own) === canonicalJson(told)) continue;
    if (at < opening) return "other_question";
    const isObservation = own?.role === "user" && told?.role === "user";
    return isObservation ? "other_observation" : "other_turns";
  }
  return null;
}
