import { answerTo, sumsOf } from "../answering.ts";
import { randomCode, type Solve } from "./offline-player.ts";
import type { Clue, Work } from "./work.ts";

/** Changes one digit after the other to what fits better, from a new random code where nothing does. */
export const solveByClimbing: Solve = (game, clues, work, random) => {
  let best = randomCode(game, random);
  let fewest = Infinity;
  for (;;) {
    let code = randomCode(game, random);
    let misfit = misfitOf(clues, code, work);
    for (let improved = true; improved && misfit !== null;) {
      improved = false;
      for (const place of random.shuffle(code.map((_, index) => index))) {
        for (let digit = 0; digit < game.digits; digit += 1) {
          const changed = code.with(place, digit);
          const next = misfitOf(clues, changed, work);
          if (next === null) return fewest < misfit ? best : code;
          if (next < misfit) [code, misfit, improved] = [changed, next, true];
        }
      }
    }
    if (misfit === null) return best;
    if (misfit < fewest) [best, fewest] = [code, misfit];
    if (fewest === 0) return best;
  }
};

/** By how much a code's answers differ from the ones that were given; `null` when the work is used up. */
function misfitOf(clues: readonly Clue[], code: readonly number[], work: Work): number | null {
  let sum = 0;
  for (const { answering, ask, answer } of clues) {
    if (!work.take()) return null;
    sum += Math.abs(answerTo(answering, ask, sumsOf(answering, code)) - answer);
  }
  return sum;
}
