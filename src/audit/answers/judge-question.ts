import { errorMessage } from "../../core/index.ts";
import { decodeTranscript, defectOf } from "../../record/index.ts";
import type { PythonEngine } from "../../sandbox/index.ts";
import type { Judgement, QuestionToJudge } from "./answer-to-judge.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { JudgementDraft } from "./judgement-draft.ts";
import { makeAgain } from "./made-challenge.ts";

/**
 * Judges answers to one question again: makes the question anew, reads each transcript, and compares what follows with
 * what was recorded. A pure function of its arguments.
 *
 * @throws AffineError `interrupted` when the engine is closed meanwhile.
 */
export async function judgeQuestion(task: QuestionToJudge, python: PythonEngine): Promise<Judgement[]> {
  const made = makeAgain(task.challenge);
  const drafts = task.answers.map((answer) => new JudgementDraft(answer));
  for (const draft of drafts) readTranscriptOf(draft);
  for (const draft of drafts) await judgeAnswer(draft, { request: task.request, made, python });
  return drafts.map((draft) => draft.done());
}

function readTranscriptOf(draft: JudgementDraft): void {
  const { record, bytes } = draft.answer;
  if (record.transcript === null || bytes === null) return;
  try {
    draft.transcript = decodeTranscript(bytes, record.transcript);
  } catch (error) {
    const defect = defectOf(error);
    if (defect === undefined) throw error;
    draft.deviate("broken_transcript", `its transcript: ${errorMessage(error)}`, { defect });
  }
}
