import type { DeviationCode, Evidence, NoteCode } from "../deviation.ts";
import type { AnswerToJudge, Judgement } from "./answer-to-judge.ts";

/** A judgement while it is being made. */
export class JudgementDraft {
  readonly answer: AnswerToJudge;
  readonly #deviations: Judgement["deviations"][number][] = [];
  readonly #notes: Judgement["notes"][number][] = [];
  judged = false;

  constructor(answer: AnswerToJudge) {
    this.answer = answer;
  }

  deviate(code: DeviationCode, message: string, evidence: Evidence): void {
    this.#deviations.push({ code, message, evidence });
  }

  note(code: NoteCode, detail: string | null = null): void {
    this.#notes.push({ code, detail });
  }

  done(): Judgement {
    return { id: this.answer.id, judged: this.judged, deviations: this.#deviations, notes: this.#notes };
  }
}
