import { answerTo, type Answering } from "./answering.ts";
import { codeAt } from "./codes.ts";

/** Asks that are compared before one is chosen, at most. */
const MOST_COMPARED = 12;
/** A prime: steps of this size come round to every code. */
const STRIDE = 7919;

/**
 * The ask of the reference player in turn `asked` + 1. While much is possible it takes the next code of a fixed walk;
 * later it compares a few, and takes the one whose largest group of possible codes with one answer is the smallest.
 * Choosing so costs about half of what looking at all codes once does.
 *
 * @param codes all codes of the game
 * @param sums the sums of all codes under the rule of the turn
 * @param possible numbers of those that may still be hidden
 */
export function referenceAsk(
  answering: Answering,
  codes: Uint8Array,
  sums: Uint8Array,
  possible: ArrayLike<number>,
  asked: number,
): Uint8Array {
  const { places } = answering;
  const count = codes.length / places;
  const compared = comparedAsks(count, possible.length);
  const askOf = (index: number): Uint8Array =>
    codeAt(codes, places, ((index + 1 + asked * MOST_COMPARED) * STRIDE) % count);
  let best = askOf(0);
  let smallest = Infinity;
  for (let index = 0; index < compared && compared > 1; index += 1) {
    const ask = askOf(index);
    const largest = Math.max(...groupSizes(answering, ask, sums, possible));
    if (largest < smallest) [best, smallest] = [ask, largest];
  }
  return best;
}

/** Asks that are compared while so many of all codes are possible. */
export function comparedAsks(all: number, possible: number): number {
  return Math.max(1, Math.min(MOST_COMPARED, Math.floor(all / (2 * possible))));
}

/** How many of the possible codes give each answer. */
function groupSizes(answering: Answering, ask: Uint8Array, sums: Uint8Array, possible: ArrayLike<number>): number[] {
  const { places } = answering;
  const sizes = new Array<number>(places + 1).fill(0);
  for (let at = 0; at < possible.length; at += 1) {
    const answer = answerTo(answering, ask, sums, (possible[at] as number) * places);
    sizes[answer] = (sizes[answer] as number) + 1;
  }
  return sizes;
}
