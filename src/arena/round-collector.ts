import type { PlayedRound } from "../mechanism/index.ts";
import type { RolloutRecord } from "../record/index.ts";
import type { ReplayShard } from "../replay/index.ts";
import type { AnswerView, QuestionView, RoundView } from "./round-schema.ts";

/** Rounds whose answers wait for being played; of more, the oldest are let go of. */
const MOST_WAITING = 2000;

/** Answers of rounds that are not played yet, by what their validator recorded. */
export class RoundCollector {
  /** By round, then validator. */
  readonly #waiting = new Map<number, Map<string, { record: RolloutRecord; seq: number; line: number }[]>>();

  /** Takes the answers of a shard. */
  add({ header, records }: ReplayShard): void {
    for (const [place, record] of records.entries()) {
      if (record.kind !== "rollout") continue;
      let ofRound = this.#waiting.get(record.round);
      if (ofRound === undefined) this.#waiting.set(record.round, (ofRound = new Map<string, never>()));
      const own = ofRound.get(header.hotkey);
      // The header is line 1.
      const placed = { record, seq: header.seq, line: place + 2 };
      if (own === undefined) ofRound.set(header.hotkey, [placed]);
      else own.push(placed);
    }
    for (const round of this.#waiting.keys()) {
      if (this.#waiting.size <= MOST_WAITING) break;
      this.#waiting.delete(round);
    }
  }

  /**
   * The round as it was played, with its answers.
   *
   */
  take(played: PlayedRound, about: Pick<RoundView, "beacon" | "champion">): RoundView {
    const { round, block, validator, records } = played;
    const placed = this.#waiting.get(round)?.get(validator) ?? [];
    this.#waiting.delete(round);
    const questions = new Map<string, QuestionView>();
    for (const { record, seq, line } of placed) {
      const { env, index, challenge } = record;
      let question = questions.get(challenge);
      if (question === undefined) questions.set(challenge, (question = { env, index, challenge, answers: [] }));
      question.answers.push(answerOf(record, seq, line));
    }
    return {
      ...{ round, block, validator, ...about },
      // A contender's id is its hotkey and what its model is.
      counts: Object.fromEntries([...records].map(([id, { kind }]) => [id.slice(0, id.indexOf("/")), kind])),
      questions: [...questions.values()].sort((a, b) => (a.env === b.env ? a.index - b.index : a.env < b.env ? -1 : 1)),
    };
  }
}

function answerOf(record: RolloutRecord, seq: number, line: number): AnswerView {
  const { uid, hotkey, model, outcome, score, reason, transcript, completionTokens, latencyMs } = record;
  return { uid, hotkey, model, outcome, score, reason, transcript, seq, line, completionTokens, latencyMs };
}
