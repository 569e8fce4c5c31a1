import { answeringOf, answerTo, sumsOf, type Answering } from "../answering.ts";
import { ruleAt, type Game } from "../game.ts";
import type { Asked } from "./read-game.ts";

/** Counts steps: one is one comparison of a code, whole or in part, with one answer. */
export class Work {
  used = 0;
  readonly #limit: number;

  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  /** Takes a step; false when all are used up, and then nothing was looked at. */
  take(): boolean {
    if (this.used >= this.#limit) return false;
    this.used += 1;
    return true;
  }
}

/** What one ask says of a code. */
export interface Clue {
  readonly answering: Answering;
  readonly ask: readonly number[];
  readonly answer: number;
}

/** The clues about code number `index`, in order of their turns. */
export function cluesOf(game: Game, asked: readonly Asked[], index: number): Clue[] {
  return asked.map(({ turn, ask, answers }) => ({
    answering: answeringOf(game, ruleAt(game, turn)),
    ask: ask[index] ?? [],
    answer: answers[index] ?? 0,
  }));
}

/** Whether a code fits all clues; `null` when the work is used up. */
export function fits(clues: readonly Clue[], code: ArrayLike<number>, work: Work): boolean | null {
  for (const { answering, ask, answer } of clues) {
    if (!work.take()) return null;
    if (answerTo(answering, ask, sumsOf(answering, code)) !== answer) return false;
  }
  return true;
}
