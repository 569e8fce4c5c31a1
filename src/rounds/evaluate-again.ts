import { AffineError, canonicalJson } from "../core/index.ts";
import { challengeFromId, type GeneratedChallenge } from "../envs/index.ts";
import { outcomeOf } from "../inference/index.ts";
import type { RolloutRecord, Transcript } from "../record/index.ts";
import type { RequestRules } from "../replay/rules.ts";
import { compared, wrong, type OwnVerdict, type RecordFault } from "./record-fault.ts";
import { playAgain } from "./play-again.ts";
import { samplingSeed } from "./sampling-seed.ts";

/** What evaluating an answer needs of its question. */
export type RebuiltChallenge = Pick<GeneratedChallenge, "messages" | "evaluate" | "episode">;

/**
 * Evaluates a recorded answer anew, from its transcript and the challenge id alone: what every validator does with its
 * peers' records.
 *
 * @param transcript `undefined` when it is not to be had
 * @param rebuild the question of an id, for callers that have it already or watch its evaluation
 * @returns `null` when the record is right. Of an `infra_failure` nothing can be checked: it is its writer's word.
 * @throws AffineError `sandbox_unavailable` and other passing failures of one's own: evaluate again.
 */
export async function evaluateAgain(
  record: RolloutRecord,
  transcript: Transcript | undefined,
  request: RequestRules,
  rebuild: (id: string) => RebuiltChallenge = challengeFromId,
): Promise<RecordFault | null> {
  if (record.outcome === "infra_failure") return null;
  const challenge = rebuilt(record.challenge, rebuild);
  if (challenge === null) return record.reason === "challenge_broken" ? null : wrong("other_question");
  if (record.reason === "challenge_broken") return wrong("challenge_works");
  if (transcript === undefined) return wrong("transcript_missing");
  if (challenge.episode !== null) {
    if (transcript.challenge !== record.challenge) return wrong("other_question");
    return playAgain(record, transcript, request, challenge.episode);
  }
  if (transcript.earlier !== undefined) return wrong("other_turns");
  const asked = [...challenge.messages];
  if (transcript.challenge !== record.challenge || canonicalJson(transcript.messages) !== canonicalJson(asked)) {
    return wrong("other_question");
  }
  const { seed, temperatureThousandths, maxTokens } = transcript.sampling;
  const sameSampling =
    seed === samplingSeed(record.challenge) &&
    temperatureThousandths === request.temperatureThousandths &&
    maxTokens === request.maxTokens;
  if (!sameSampling) return wrong("other_sampling");
  return compared(record, await verdictOn(challenge, transcript));
}

/** The question, or `null` when it cannot be made. */
function rebuilt(id: string, rebuild: (id: string) => RebuiltChallenge): RebuiltChallenge | null {
  try {
    return rebuild(id);
  } catch (error) {
    if (AffineError.isInstance(error) && error.retryable) throw error;
    return null;
  }
}

async function verdictOn(challenge: RebuiltChallenge, transcript: Transcript): Promise<OwnVerdict> {
  const { text, reasoning, finishReason, responseId, servedModel } = transcript;
  const said = outcomeOf({
    text,
    reasoning,
    finishReason,
    usage: null,
    responseId,
    servedModel,
    latencyMs: 0,
    firstTokenMs: null,
    attempts: 1,
  });
  if (said.outcome === "infra_failure") return { outcome: said.outcome, score: 0, reason: said.reason };
  if (said.outcome === "model_failure") return { outcome: "model_failure", score: 0, reason: said.reason };
  try {
    const { thousandths, reason } = await challenge.evaluate(text);
    return { outcome: "scored", score: thousandths, reason };
  } catch (error) {
    if (AffineError.isInstance(error) && error.retryable) throw error;
    return { outcome: "invalid", score: 0, reason: "check_broken" };
  }
}
