import type { RoundRecord } from "../../mechanism/index.ts";
import type { AnswerBits } from "./answers.ts";

const tables = new Map<number, readonly (readonly number[])[]>();

/** The scores that right answers are worth, thousandths per environment; the same list object for the same bits. */
export function scoresOf(bits: AnswerBits, environments: number): readonly number[] {
  let table = tables.get(environments);
  if (table === undefined) {
    table = Array.from({ length: 2 ** environments }, (_, row) =>
      Array.from({ length: environments }, (__, env) => ((row >> env) & 1) * 1000),
    );
    tables.set(environments, table);
  }
  return table[bits] as readonly number[];
}

/** The bits of scores that are all 0 or 1000. */
export function bitsOf(scores: readonly number[]): AnswerBits {
  return scores.reduce((bits, score, env) => (score === 1000 ? bits | (1 << env) : bits), 0);
}

const records = new Map<number, RoundRecord>();

/** The record of a round, one object for equal answers: millions of rounds are kept while a test is open. */
export function recordOf(champion: AnswerBits, challenger: AnswerBits, environments: number): RoundRecord {
  const key = (environments << 20) | (champion << 10) | challenger;
  let record = records.get(key);
  if (record === undefined) {
    record = {
      kind: "answered",
      champion: scoresOf(champion, environments),
      challenger: scoresOf(challenger, environments),
    };
    records.set(key, record);
  }
  return record;
}
