import { answerTo, sumsOf } from "../answering.ts";
import type { HuntState } from "../hunt-step.ts";
import { comparedAsks, referenceAsk } from "../reference-ask.ts";
import { RuleTables } from "../rule-tables.ts";
import { numbers } from "./reference-player.ts";

/**
 * Steps that the reference player makes in an episode when it keeps what is possible from turn to turn: one is one
 * comparison of a code with one answer.
 */
export function referenceSteps({ game, hidden }: HuntState): number {
  const tables = new RuleTables(game);
  let steps = 0;
  for (const code of hidden) {
    let possible = numbers(tables.count);
    for (let turn = 1; possible.length > 1; turn += 1) {
      const { answering, sums } = tables.at(turn);
      const compared = comparedAsks(tables.count, possible.length);
      const ask = referenceAsk(answering, tables.codes, sums, possible, turn - 1);
      const answer = answerTo(answering, ask, sumsOf(answering, code));
      steps += possible.length * (compared === 1 ? 1 : 1 + compared);
      possible = possible.filter((number) => answerTo(answering, ask, sums, number * game.places) === answer);
    }
  }
  return steps;
}
