import { lowestBit, type Meeting } from "./meeting.ts";

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

/** A set of results, as two words of bits. */
type Results = readonly [low: number, high: number];

/** Conditions by number, and for each place the set of results that fit. */
export interface FirstChoice {
  readonly predicates: readonly number[];
  readonly results: readonly Results[];
}

const ALL = 0x7fff_ffff;
const NONE: Results = [0, 0];

const fits = ({ low, high }: Meeting, [l, h]: Results): boolean => (low & l) !== 0 || (high & h) !== 0;

/**
 * A choice of at most so many results that fits all elements, `null` where none is found. First come results of which each
 * element has one, then all conditions at once: each element says which of them can be the one. The elements that tell most
 * are looked at first, and no more of them than it takes. A result that no element asks for is not thought of, so that some
 * choices are not found.
 *
 * @param arms results at most, three at most.
 * @param conditions the ones that may be asked, as bits.
 */
export function firstChoice(
  elements: readonly Meeting[],
  { arms, conditions }: { readonly arms: number; readonly conditions: number },
  meter: Meter,
): FirstChoice | null {
  const ordered = elements.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  for (const results of covers(ordered, arms, meter)) {
    if (meter.isSpent) return null;
    const choice = chosenBy(ordered, results, conditions, meter);
    if (choice !== null) return choice;
  }
  return null;
}

/** Results, all but the last of them single ones, of which each element has one. */
function* covers(
  elements: readonly Meeting[],
  most: number,
  meter: Meter,
  taken: readonly Results[] = [],
  from = 0,
): Generator<readonly Results[]> {
  const any: Results = taken.reduce(([a, b], [l, h]) => [a | l, b | h], NONE);
  let at = from;
  let [a, b] = [ALL, ALL];
  for (; at < elements.length; at += 1) {
    const one = elements[at] as Meeting;
    meter.steps += 1;
    if (fits(one, any)) continue;
    if (taken.length < most - 1) break;
    [a, b] = [a & one.low, b & one.high];
    if (a === 0 && b === 0) return;
  }
  if (taken.length === most - 1) {
    if (a === ALL && b === ALL && taken.length > 0) yield taken;
    else for (const last of single(a, b)) yield [...taken, last];
    return;
  }
  if (at === elements.length) {
    yield taken;
    return;
  }
  const { low, high } = elements[at] as Meeting;
  for (const next of single(low, high)) {
    if (meter.isSpent) return;
    yield* covers(elements, most, meter, [...taken, next], at + 1);
  }
}

/** Conditions that choose among up to three results. */
function chosenBy(
  elements: readonly Meeting[],
  results: readonly Results[],
  conditions: number,
  meter: Meter,
): FirstChoice | null {
  const [a, b = NONE, c = NONE] = results;
  if (a === undefined) return null;
  if (results.length === 1) return { predicates: [], results };
  const roles: readonly (readonly [Results, Results, Results])[] = [
    [a, b, c],
    [b, a, c],
    ...(results.length > 2 ? [[c, a, b] as const] : []),
  ];
  for (const [first, second, third] of roles) {
    // The first condition holds where only its own result fits, and nowhere where that does not.
    const rest: Results = [second[0] | third[0], second[1] | third[1]];
    const asked = conditionsBetween(elements, { yes: first, no: rest, conditions }, meter);
    if (results.length === 2 && asked !== 0) return { predicates: [lowestBit(asked)], results: [first, second] };
    for (let left = results.length > 2 ? asked : 0; left !== 0; left &= left - 1) {
      const predicate = lowestBit(left);
      const others = elements.filter(({ holds }) => (holds & (1 << predicate)) === 0);
      for (const [one, other] of [
        [second, third],
        [third, second],
      ] as const) {
        const next = conditionsBetween(others, { yes: one, no: other, conditions }, meter);
        if (next !== 0) return { predicates: [predicate, lowestBit(next)], results: [first, one, other] };
      }
    }
    if (meter.isSpent) return null;
  }
  return null;
}

/** The conditions that hold where only the first of two sets of results fits, and do not where only the second does. */
function conditionsBetween(
  elements: readonly Meeting[],
  { yes, no, conditions }: { readonly yes: Results; readonly no: Results; readonly conditions: number },
  meter: Meter,
): number {
  let asked = conditions;
  for (const one of elements) {
    meter.steps += 1;
    if (!fits(one, yes)) asked &= ~one.holds;
    else if (!fits(one, no)) asked &= one.holds;
    if (asked === 0) return 0;
  }
  return asked;
}

function* single(low: number, high: number): Generator<Results> {
  for (let left = low; left !== 0; left &= left - 1) yield [left & -left, 0];
  for (let left = high; left !== 0; left &= left - 1) yield [0, left & -left];
}

function sizeOf({ low, high }: Meeting): number {
  return ones(low) + ones(high);
}

function ones(word: number): number {
  let count = 0;
  for (let left = word; left !== 0; left &= left - 1) count += 1;
  return count;
}
