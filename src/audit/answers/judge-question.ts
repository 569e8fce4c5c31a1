import { canonicalJson, errorMessage } from "../../core/index.ts";
import type { GeneratedChallenge } from "../../envs/index.ts";
import { decodeTranscript, defectOf, type Transcript } from "../../record/index.ts";
import type { PythonEngine } from "../../sandbox/index.ts";
import type { Judgement, QuestionToJudge } from "./answer-to-judge.ts";
import { findSwaps } from "./find-swaps.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { JudgementDraft } from "./judgement-draft.ts";
import { makeAgain } from "./made-challenge.ts";
import { samplingSeed } from "./sampling-seed.ts";

/**
 * Judges answers to one question again: makes the question anew, reads each transcript, and compares what follows with
 * what was recorded. A pure function of its arguments but for wall-clock verdicts of programs.
 *
 * @throws AffineError `interrupted` when the engine is closed meanwhile.
 */
export async function judgeQuestion(task: QuestionToJudge, python: PythonEngine): Promise<Judgement[]> {
  const made = makeAgain(task.challenge);
  const drafts = task.answers.map((answer) => new JudgementDraft(answer));
  const transcripts = new Map<JudgementDraft, Transcript>();
  for (const draft of drafts) {
    const transcript = readTranscriptOf(draft);
    if (transcript === null) continue;
    transcripts.set(draft, transcript);
    compareRequest(draft, transcript, task, made.challenge);
  }
  findSwaps(transcripts);
  for (const draft of drafts) await judgeAnswer(draft, transcripts.get(draft) ?? null, made, python);
  return drafts.map((draft) => draft.done());
}

function readTranscriptOf(draft: JudgementDraft): Transcript | null {
  const { transcript: hash, bytes } = draft.answer;
  if (hash === null || bytes === null) return null;
  try {
    return decodeTranscript(bytes, hash);
  } catch (error) {
    const defect = defectOf(error);
    if (defect === undefined) throw error;
    draft.deviate("broken_transcript", `its transcript: ${errorMessage(error)}`, { transcript: hash, defect });
    return null;
  }
}

/** Whether the model was asked this question, in these words and with this sampling. */
function compareRequest(
  draft: JudgementDraft,
  transcript: Transcript,
  { challenge, request }: QuestionToJudge,
  made: GeneratedChallenge | null,
): void {
  const named = { transcript: draft.answer.transcript };
  if (transcript.challenge !== challenge) {
    draft.deviate("foreign_transcript", "its transcript answers another question", {
      ...named,
      expected: challenge,
      found: transcript.challenge,
    });
    return;
  }
  if (made !== null && canonicalJson(transcript.messages) !== canonicalJson(made.messages)) {
    draft.deviate("altered_prompt", "the model was not asked in the question's own words", named);
  }
  const expected = {
    seed: samplingSeed(challenge),
    temperatureThousandths: request.temperatureThousandths,
    maxTokens: request.maxTokens,
  };
  if (canonicalJson(transcript.sampling) !== canonicalJson(expected)) {
    draft.deviate("altered_sampling", "the model was not asked with the network's sampling", {
      ...named,
      expected: canonicalJson(expected),
      found: canonicalJson(transcript.sampling),
    });
  }
}
