import { expect, test } from "vitest";
import { Random } from "../../../core/index.ts";
import { answeringOf, answerTo, sumsOf } from "../answering.ts";
import { ruleAt } from "../game.ts";
import { generateHunt } from "../generate-hunt.ts";
import { randomCode } from "./offline-player.ts";
import { referenceSteps } from "./reference-steps.ts";
import { listingSteps, solveByListing } from "./solve-by-listing.ts";
import { fits, Work } from "./work.ts";

const gamesOf = (level: number, count: number) => {
  const games = [];
  for (let index = 0; games.length < count; index += 1) {
    const made = generateHunt({ level }, Random.from("affine/test/hunt/listing", level, index));
    if (made !== null) games.push(made.state);
  }
  return games;
};

test.each([3, 6, 8])("behavior: at level %i what listing finds fits every answer, for fewer steps", (level) => {
  let [listing, reference] = [0, 0];
  for (const state of gamesOf(level, 10)) {
    const random = Random.from("affine/test/hunt/asks", level);
    const clues = Array.from({ length: state.bound - 1 }, (_, asked) => {
      const answering = answeringOf(state.game, ruleAt(state.game, asked + 1));
      const ask = randomCode(state.game, random);
      return { answering, ask, answer: answerTo(answering, ask, sumsOf(answering, state.hidden[0] ?? [])) };
    });
    expect(fits(clues, solveByListing(state.game, clues, new Work(), random), new Work())).toBe(true);
    const work = new Work(3);
    solveByListing(state.game, clues, work, random);
    expect(work.used).toBeLessThanOrEqual(3);
    listing += listingSteps(state);
    reference += referenceSteps(state);
  }
  expect(2 * listing).toBeLessThan(reference);
});
