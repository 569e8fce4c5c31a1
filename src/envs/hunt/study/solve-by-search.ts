import { allCodes, codeAt } from "../codes.ts";
import { randomCode, type Solve } from "./offline-player.ts";
import { numbers } from "./reference-player.ts";
import { fits } from "./work.ts";

/** Goes through the codes in random order, none of them twice, until one fits. */
export const solveBySearch: Solve = (game, clues, work, random) => {
  const codes = allCodes(game);
  for (const number of random.shuffle(numbers(codes.length / game.places))) {
    const code = codeAt(codes, game.places, number);
    const answer = fits(clues, code, work);
    if (answer === true) return code;
    if (answer === null) break;
  }
  return randomCode(game, random);
};
