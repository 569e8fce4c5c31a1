import type { Transcript } from "../../record/index.ts";
import type { JudgementDraft } from "./judgement-draft.ts";

/**
 * Looks for answers that stand under another miner's name: one response recorded for two miners, or two miners each
 * recorded with what the other's model said. Two miners who act together can cause either; one alone cannot. Whoever
 * invents a transcript throughout is not found: nothing but the validator's word says who said what.
 */
export function findSwaps(transcripts: ReadonlyMap<JudgementDraft, Transcript>): void {
  const all = [...transcripts];
  for (const [draft, { servedModel, responseId }] of all) {
    const { answer } = draft;
    const same = all.find(
      ([other]) =>
        other.answer.hotkey !== answer.hotkey && other.answer.transcript === answer.transcript && responseId !== null,
    );
    if (same !== undefined) {
      draft.deviate("swapped_answer", "one and the same response is recorded for two miners", {
        transcript: answer.transcript,
        responseId,
        otherMiner: same[0].answer.hotkey,
      });
      continue;
    }
    if (servedModel === null || servedModel === answer.model) continue;
    const exchanged = all.find(
      ([other, { servedModel: otherServed }]) =>
        other.answer.hotkey !== answer.hotkey && other.answer.model === servedModel && otherServed === answer.model,
    );
    if (exchanged === undefined) draft.note("foreign_model_name", `${answer.model} was asked, ${servedModel} answered`);
    else {
      draft.deviate("swapped_answer", "two miners are recorded with each other's answers", {
        model: answer.model,
        servedModel,
        otherMiner: exchanged[0].answer.hotkey,
      });
    }
  }
}
