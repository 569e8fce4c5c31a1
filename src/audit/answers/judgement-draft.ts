import type { Transcript } from "../../record/index.ts";
import type { DeviationCode, Evidence, NoteCode } from "../deviation.ts";
import type { AnswerToJudge, Judgement } from "./answer-to-judge.ts";

/** A judgement while it is being made. */
export class JudgementDraft {
  readonly answer: AnswerToJudge;
  /** `undefined` when there is none, or none that can be read. */
  transcript: Transcript | undefined;
  judged = false;
  fault: string | null = null;
  readonly #deviations: Judgement["deviations"][number][] = [];
  readonly #notes: Judgement["notes"][number][] = [];

  constructor(answer: AnswerToJudge) {
    this.answer = answer;
  }

  deviate(code: DeviationCode, message: string, evidence: Evidence): void {
    this.#deviations.push({ code, message, evidence: { transcript: this.answer.record.transcript, ...evidence } });
  }

  note(code: NoteCode, detail: string | null = null): void {
    this.#notes.push({ code, detail });
  }

  done(): Judgement {
    const { judged, fault, transcript } = this;
    return {
      id: this.answer.id,
      judged,
      fault,
      served: transcript === undefined ? null : { model: transcript.servedModel, responseId: transcript.responseId },
      deviations: this.#deviations,
      notes: this.#notes,
    };
  }
}
