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

/** A record of a round in which both were asked. */
export type AnsweredRecord = RoundRecord & { readonly kind: "answered" };

const records = new Map<number, AnsweredRecord>();

/** The record of a round, one object for equal answers: millions of rounds are kept while a test is open. */
export function recordOf(champion: AnswerBits, challenger: AnswerBits, environments: number): AnsweredRecord {
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

const sums = new Map<number, readonly number[]>();

/** The scores of several questions of each environment; the same list object for the same sums. */
export function summedScores(answers: ArrayLike<AnswerBits>, environments: number): readonly number[] {
  let key = 0;
  for (let env = 0; env < environments; env += 1) {
    let right = 0;
    for (let at = 0; at < answers.length; at += 1) right += ((answers[at] as number) >> env) & 1;
    key = 8 * key + right;
  }
  // Eight environments with up to seven right answers each stay below 2^24.
  const place = 2 ** 24 * environments + key;
  let found = sums.get(place);
  if (found === undefined) {
    found = Array.from(
      { length: environments },
      (_, env) => 1000 * (Math.floor(key / 8 ** (environments - 1 - env)) % 8),
    );
    sums.set(place, found);
  }
  return found;
}

/** The record of a round with several questions of each environment. */
export function summedRecord(
  champion: ArrayLike<AnswerBits>,
  challenger: ArrayLike<AnswerBits>,
  environments: number,
): AnsweredRecord {
  return {
    kind: "answered",
    champion: summedScores(champion, environments),
    challenger: summedScores(challenger, environments),
  };
}
