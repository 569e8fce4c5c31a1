/** Elements with, for each, the conditions that hold and the results that fit, as words of bits. */
export interface Evidence {
  readonly count: number;
  /** Conditions by number. */
  readonly holds: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** A choice with a set of fitting results in each of its places. */
export interface ChoiceSet {
  /** Numbers of the conditions, in the order in which they are asked. */
  readonly predicates: readonly number[];
  readonly results: readonly (readonly [low: number, high: number])[];
}

const ALL = 0x7fff_ffff;

/**
 * All choices of up to `arms` results that fit the evidence. Conditions that hold nowhere, or everywhere, are left out:
 * what they lead to, a shorter choice does too.
 */
export function fittingChoices(evidence: Evidence, predicateCount: number, arms: number): ChoiceSet[] {
  const all = Array.from({ length: evidence.count }, (_, at) => at);
  return choicesFor(evidence, predicateCount, arms, all);
}

function choicesFor(evidence: Evidence, predicateCount: number, arms: number, among: readonly number[]): ChoiceSet[] {
  const found: ChoiceSet[] = [];
  const whole = common(evidence, among);
  if (whole !== null) found.push({ predicates: [], results: [whole] });
  if (arms < 2) return found;
  for (let predicate = 0; predicate < predicateCount; predicate += 1) {
    const bit = 1 << predicate;
    const inside = among.filter((at) => ((evidence.holds[at] as number) & bit) !== 0);
    if (inside.length === 0 || inside.length === among.length) continue;
    const first = common(evidence, inside);
    if (first === null) continue;
    const outside = among.filter((at) => ((evidence.holds[at] as number) & bit) === 0);
    for (const rest of choicesFor(evidence, predicateCount, arms - 1, outside)) {
      found.push({ predicates: [predicate, ...rest.predicates], results: [first, ...rest.results] });
    }
  }
  return found;
}

/** The results that fit all of some elements, `null` for none. */
function common({ low, high }: Evidence, among: readonly number[]): readonly [number, number] | null {
  let [a, b] = [ALL, ALL];
  for (const at of among) {
    a &= low[at] as number;
    b &= high[at] as number;
    if (a === 0 && b === 0) return null;
  }
  return [a, b];
}
