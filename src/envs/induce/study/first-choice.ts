import { PREDICATES } from "../grammar/predicate.ts";
import type { Meeting } from "./evidence-of.ts";

/** Counts the elements that a search looks at, each time it does. */
export class Meter {
  steps = 0;
  readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get isSpent(): boolean {
    return this.steps >= this.most;
  }
}

/** Conditions by number, and for each place the set of results that fit. */
export interface FirstChoice {
  readonly predicates: readonly number[];
  readonly results: readonly (readonly [low: number, high: number])[];
}

const ALL = 0x7fff_ffff;

/**
 * The first choice of at most so many results that fits all elements, `null` for none. It looks at the elements that tell
 * most first, and at no more of them when some result or condition has failed.
 */
export function firstChoice(elements: readonly Meeting[], arms: number, meter: Meter): FirstChoice | null {
  const ordered = elements.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  return covered(ordered, arms, meter) ? choiceAmong(ordered, arms, meter) : null;
}

/** Whether some so many results make all elements, whichever conditions choose: most pairs fail here, after a few elements. */
function covered(elements: readonly Meeting[], results: number, meter: Meter, low = 0, high = 0, from = 0): boolean {
  let at = from;
  let [a, b] = [ALL, ALL];
  for (; at < elements.length; at += 1) {
    const one = elements[at] as Meeting;
    meter.steps += 1;
    if ((one.low & low) !== 0 || (one.high & high) !== 0) continue;
    if (results > 1) break;
    [a, b] = [a & one.low, b & one.high];
    if (a === 0 && b === 0) return false;
  }
  if (at === elements.length) return true;
  for (const [l, h] of single(elements[at] as Meeting)) {
    if (meter.isSpent) return false;
    if (covered(elements, results - 1, meter, low | l, high | h, at + 1)) return true;
  }
  return false;
}

function choiceAmong(elements: readonly Meeting[], arms: number, meter: Meter): FirstChoice | null {
  const whole = common(elements, meter);
  if (whole !== null) return { predicates: [], results: [whole] };
  if (arms < 2) return null;
  for (let predicate = 0; predicate < PREDICATES.length && !meter.isSpent; predicate += 1) {
    const bit = 1 << predicate;
    const split = arms === 2 ? bothSides(elements, bit, meter) : oneSide(elements, bit, meter);
    if (split === null) continue;
    if (split.outside !== null) return { predicates: [predicate], results: [split.inside, split.outside] };
    const rest = choiceAmong(
      elements.filter(({ holds }) => (holds & bit) === 0),
      arms - 1,
      meter,
    );
    if (rest !== null) {
      return { predicates: [predicate, ...rest.predicates], results: [split.inside, ...rest.results] };
    }
  }
  return null;
}

interface Split {
  readonly inside: readonly [number, number];
  readonly outside: readonly [number, number] | null;
}

/** One result where the condition holds and one where it does not. */
function bothSides(elements: readonly Meeting[], bit: number, meter: Meter): Split | null {
  let [a, b, c, d] = [ALL, ALL, ALL, ALL];
  for (const { low, high, holds } of elements) {
    meter.steps += 1;
    if ((holds & bit) !== 0) [a, b] = [a & low, b & high];
    else [c, d] = [c & low, d & high];
    if ((a === 0 && b === 0) || (c === 0 && d === 0)) return null;
  }
  return { inside: [a, b], outside: [c, d] };
}

/** One result where the condition holds; what else there is needs a choice of its own. */
function oneSide(elements: readonly Meeting[], bit: number, meter: Meter): Split | null {
  let [a, b] = [ALL, ALL];
  let count = 0;
  for (const { low, high, holds } of elements) {
    meter.steps += 1;
    if ((holds & bit) === 0) continue;
    count += 1;
    [a, b] = [a & low, b & high];
    if (a === 0 && b === 0) return null;
  }
  return count === 0 || count === elements.length ? null : { inside: [a, b], outside: null };
}

function common(elements: readonly Meeting[], meter: Meter): readonly [number, number] | null {
  let [a, b] = [ALL, ALL];
  for (const { low, high } of elements) {
    meter.steps += 1;
    [a, b] = [a & low, b & high];
    if (a === 0 && b === 0) return null;
  }
  return [a, b];
}

function* single({ low, high }: Meeting): Generator<readonly [number, number]> {
  for (let bit = 0; bit < 31; bit += 1) if ((low & (1 << bit)) !== 0) yield [1 << bit, 0];
  for (let bit = 0; bit < 31; bit += 1) if ((high & (1 << bit)) !== 0) yield [0, 1 << bit];
}

function sizeOf({ low, high }: Meeting): number {
  return ones(low) + ones(high);
}

function ones(word: number): number {
  let count = 0;
  for (let left = word; left !== 0; left &= left - 1) count += 1;
  return count;
}
