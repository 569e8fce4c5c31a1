import { textHead } from "../../core/index.ts";
import type { Findings } from "../findings.ts";
import { placeOf, recordDeviation, type AuditedRecord } from "../records/audited-record.ts";
import type { Judgement } from "./answer-to-judge.ts";

/** Questions whose answers are kept to be compared: a round's answers may lie in several shards. */
const MOST_QUESTIONS = 4_096;

interface Served {
  readonly audited: AuditedRecord;
  readonly model: string | null;
  readonly responseId: string | null;
}

/**
 * Looks for answers that stand under another miner's name: one response recorded for two miners, or two miners each
 * recorded with what the other's model said. Two miners who act together can cause either; one alone cannot. Whoever
 * invents a transcript throughout is not found: nothing but the validator's word says who said what.
 */
export class SwapWatch {
  readonly #findings: Findings;
  /** By validator and question, oldest first. */
  readonly #questions = new Map<string, Served[]>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  add(audited: AuditedRecord, served: Judgement["served"]): void {
    if (served === null) return;
    const key = `${audited.validator} ${audited.record.challenge}`;
    const answers = this.#questions.get(key);
    if (answers !== undefined) {
      answers.push({ audited, ...served });
      return;
    }
    this.#questions.set(key, [{ audited, ...served }]);
    const [oldest] = this.#questions;
    if (this.#questions.size > MOST_QUESTIONS && oldest !== undefined) this.#close(...oldest);
  }

  /** To be called when no more answers come. */
  finish(): void {
    for (const question of this.#questions) this.#close(...question);
  }

  #close(key: string, answers: readonly Served[]): void {
    this.#questions.delete(key);
    // By what is looked for, so that a question with very many answers takes no longer than it should.
    const byTranscript = groupedBy(answers, ({ audited }) => audited.record.transcript ?? "");
    const byModel = groupedBy(answers, ({ audited }) => audited.record.model);
    for (const answer of answers) {
      const { audited, model: servedModel, responseId } = answer;
      const { hotkey, model, transcript } = audited.record;
      const isOther = (other: Served): boolean => other.audited.record.hotkey !== hotkey;
      const same = responseId === null ? undefined : byTranscript.get(transcript ?? "")?.find(isOther);
      if (same !== undefined) {
        this.#deviate(answer, "one and the same response is recorded for two miners", same);
        continue;
      }
      if (servedModel === null || servedModel === model) continue;
      const exchanged = byModel.get(servedModel)?.find((other) => isOther(other) && other.model === model);
      if (exchanged !== undefined)
        this.#deviate(answer, "two miners are recorded with each other's answers", exchanged);
      else {
        const detail = `${placeOf(audited)}: ${model} was asked, ${textHead(servedModel, 80)} answered`;
        this.#findings.note("foreign_model_name", audited.validator, detail);
      }
    }
  }

  #deviate({ audited, model, responseId }: Served, message: string, other: Served): void {
    this.#findings.deviate(
      recordDeviation(audited, "swapped_answer", message, {
        model: audited.record.model,
        servedModel: model,
        responseId,
        otherRecord: placeOf(other.audited),
        otherMiner: other.audited.record.hotkey,
      }),
    );
  }
}

function groupedBy(answers: readonly Served[], keyOf: (answer: Served) => string): Map<string, Served[]> {
  const groups = new Map<string, Served[]>();
  for (const answer of answers) {
    const key = keyOf(answer);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [answer]);
    else group.push(answer);
  }
  return groups;
}
