import { canonicalJson, Random, type Canonical } from "../../../core/index.ts";
import { answeringOf, answerTo, sumsOf } from "../answering.ts";
import { allCodes, codeAt } from "../codes.ts";
import { ruleAt, type Game } from "../game.ts";
import type { HuntState } from "../hunt-step.ts";
import { randomCode, type Solve } from "./offline-player.ts";
import { numbers } from "./reference-player.ts";
import { fits, Work, type Clue } from "./work.ts";

/**
 * Begins with the answer that leaves the fewest codes. Which codes an answer leaves need not be found by trying all of
 * them: places that hit are sums, and from sums the digits follow. So a code that it leaves costs one step, and one that
 * it does not leave none; then the code is compared with the other answers, the strongest first, until one fits all.
 */
export const solveByListing: Solve = (game, clues, work, random) => {
  const codes = allCodes(game);
  const listed = clues
    .map((clue) => ({ clue, left: leftBy(game, codes, clue) }))
    .sort((a, b) => a.left.length - b.left.length);
  const others = listed.slice(1).map(({ clue }) => clue);
  for (const number of random.shuffle((listed[0]?.left ?? []).slice())) {
    const code = codeAt(codes, game.places, number);
    if (!work.take()) break;
    const answer = fits(others, code, work);
    if (answer === true) return code;
    // Out of steps, a code that has not been refused is the best claim.
    if (answer === null) return code;
  }
  return randomCode(game, random);
};

/** Steps that listing takes for all codes of a game, after as many random asks as full credit allows. */
export function listingSteps({ game, hidden, bound }: HuntState): number {
  const work = new Work();
  const random = Random.from("affine/hunt/listing/v1", canonicalJson({ game, hidden } as unknown as Canonical));
  for (const code of hidden) {
    const clues = Array.from({ length: bound - 1 }, (_, asked): Clue => {
      const answering = answeringOf(game, ruleAt(game, asked + 1));
      const ask = randomCode(game, random);
      return { answering, ask, answer: answerTo(answering, ask, sumsOf(answering, code)) };
    });
    solveByListing(game, clues, work, random);
  }
  return work.used;
}

function leftBy(game: Game, codes: Uint8Array, { answering, ask, answer }: Clue): number[] {
  const sums = sumsOf(answering, codes);
  return numbers(codes.length / game.places).filter(
    (number) => answerTo(answering, ask, sums, number * game.places) === answer,
  );
}
