import type { AnswerResult } from "../../answers/answer-checks.ts";

const UNKNOWN = 0;
const JUDGED: AnswerResult = { judged: true, fault: null };
const UNJUDGED: AnswerResult = { judged: false, fault: null };

/** Records a shard has as a rule. */
const RECORDS = 1_024;

/** What judging again came to, by place: a byte for each of the many that are plainly right. */
export class ResultFlags {
  #flags = new Uint8Array(RECORDS);
  readonly #faults = new Map<number, AnswerResult>();

  set(index: number, result: AnswerResult): void {
    if (index >= this.#flags.length) {
      const grown = new Uint8Array(2 * index);
      grown.set(this.#flags);
      this.#flags = grown;
    }
    this.#flags[index] = result.judged ? 1 : 2;
    if (result.fault !== null) this.#faults.set(index, result);
  }

  /** `undefined` for a place that nothing is known of. */
  get(index: number): AnswerResult | undefined {
    const flag = this.#flags[index] ?? UNKNOWN;
    if (flag === UNKNOWN) return undefined;
    return this.#faults.get(index) ?? (flag === 1 ? JUDGED : UNJUDGED);
  }
}
