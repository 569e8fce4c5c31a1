import { isOwnFailure, type RequestRules } from "../../replay/index.ts";
import { evaluateAgain, samplingSeed, type RecordFault } from "../../rounds/index.ts";
import { AffineError, canonicalJson, textHead, type Evaluation } from "../../core/index.ts";
import type { PythonEngine } from "../../sandbox/index.ts";
import type { RolloutRecord } from "../../record/index.ts";
import type { DeviationCode, NoteCode } from "../deviation.ts";
import type { JudgementDraft } from "./judgement-draft.ts";
import type { MadeChallenge } from "./made-challenge.ts";

export interface JudgeContext {
  readonly request: RequestRules;
  readonly made: MadeChallenge;
  readonly python: PythonEngine;
}

/**
 * Compares what follows from a transcript with what was recorded. Whether the record stands is the validators' own
 * question to each other, asked by their own function; here its answer is put in words and evidence.
 */
export async function judgeAnswer(draft: JudgementDraft, { request, made, python }: JudgeContext): Promise<void> {
  const { record } = draft.answer;
  if (record.outcome !== "scored" && record.score !== 0) {
    const message = `only scored answers have a score, this one is ${record.outcome}`;
    draft.deviate("wrong_score", message, { recorded: record.score, recomputed: 0 });
  }
  if (made.error?.code === "environment_unknown") {
    draft.note("other_version", made.error.message);
    return;
  }
  const failure = failureNote(record);
  if (failure !== undefined) {
    draft.note(failure, record.reason);
    return;
  }
  let evaluation: Evaluation | undefined;
  let fault: RecordFault | null;
  try {
    fault = await evaluateAgain(record, draft.transcript, request, () => {
      if (made.challenge === null) throw made.error;
      const { challenge } = made;
      const { episode } = challenge;
      return {
        messages: challenge.messages,
        episode:
          episode === null
            ? null
            : {
                ...episode,
                async play(turns) {
                  const replay = await episode.play(turns, { python });
                  evaluation = replay.verdict ?? undefined;
                  return replay;
                },
              },
        async evaluate(response) {
          evaluation = await challenge.evaluate(response, { python });
          return evaluation;
        },
      };
    });
  } catch (error) {
    if (!AffineError.isInstance(error) || error.code === "interrupted") throw error;
    draft.note("sandbox_unavailable", error.message);
    return;
  }
  draft.judged = true;
  const reasonDiffers = record.outcome === "scored" && evaluation !== undefined && evaluation.reason !== record.reason;
  draft.fault = fault?.reason ?? null;
  if (fault !== null) tell(draft, fault, { request, made, python });
  else if (reasonDiffers) {
    draft.deviate("wrong_reason", `${record.reason} is recorded, the answer is judged ${evaluation?.reason ?? ""}`, {
      recorded: record.reason,
      recomputed: evaluation?.reason ?? null,
    });
  }
}

/** What is noted of a record that holds no answer to judge; `undefined` of all others. */
export function failureNote(record: RolloutRecord): NoteCode | undefined {
  if (record.outcome !== "infra_failure") return undefined;
  return isOwnFailure(record) ? "own_failure" : "host_failure";
}

/** What is wrong with the turns of an episode. */
const EPISODE_FAULTS = {
  other_turns: ["altered_turns", "its history is not made of the turns that it says the model said"],
  other_observation: ["altered_observation", "the environment says something else to these turns"],
  turn_after_end: ["turn_after_end", "the episode had ended before its last turn"],
  unfinished: ["unfinished_episode", "the episode goes on after its last turn, so it has no score"],
} as const satisfies Partial<Record<RecordFault["reason"], readonly [DeviationCode, string]>>;

/** Puts a fault in words. */
function tell(draft: JudgementDraft, { reason, found }: RecordFault, { request, made }: JudgeContext): void {
  const { transcript } = draft;
  const { outcome, score, reason: recordedReason, challenge, transcript: hash } = draft.answer.record;
  const recorded = `${outcome} ${recordedReason} ${score}`;
  switch (reason) {
    case "transcript_missing":
      // One that is there and cannot be read was told already.
      if (hash === null) draft.deviate("missing_transcript", "it names no transcript", { recorded });
      return;
    case "other_question":
      if (made.challenge === null) {
        draft.deviate("wrong_outcome", "the question cannot be made, so its answer is void", {
          recorded,
          recomputed: textHead(made.error.message, 300),
        });
      } else if (transcript?.challenge === challenge) {
        draft.deviate("altered_prompt", "the model was not asked in the question's own words", {});
      } else {
        draft.deviate("foreign_transcript", "its transcript answers another question", {
          found: transcript === undefined ? null : textHead(transcript.challenge, 300),
        });
      }
      return;
    case "other_sampling": {
      const { temperatureThousandths, maxTokens } = request;
      const { episode = null } = made.challenge ?? {};
      const turn = (transcript?.earlier?.length ?? 0) + 1;
      const expected = {
        seed: samplingSeed(challenge, turn),
        temperatureThousandths,
        maxTokens: Math.min(maxTokens, episode?.turnTokens ?? maxTokens),
      };
      draft.deviate("altered_sampling", "the model was not asked with the network's sampling", {
        expected: canonicalJson(expected),
        found: transcript === undefined ? null : canonicalJson(transcript.sampling),
      });
      return;
    }
    case "other_turns":
    case "other_observation":
    case "turn_after_end":
    case "unfinished": {
      const [code, message] = EPISODE_FAULTS[reason];
      draft.deviate(code, message, { recorded, turns: (transcript?.earlier?.length ?? 0) + 1 });
      return;
    }
    case "challenge_works":
      draft.deviate("wrong_outcome", "the question can be made, so its answer is not void", { recorded });
      return;
    case "other_score":
    case "other_outcome":
    case "checker_works":
      draft.deviate(
        reason === "other_score" ? "wrong_score" : "wrong_outcome",
        `${recorded} is recorded, the answer is ${found?.outcome ?? "void"} ${found?.reason ?? ""} ${found?.score ?? 0}`,
        {
          recorded: reason === "other_score" ? score : recorded,
          recomputed:
            reason === "other_score" ? (found?.score ?? null) : `${found?.outcome ?? ""} ${found?.score ?? 0}`,
          recordedReason,
          recomputedReason: found?.reason ?? null,
        },
      );
  }
}
