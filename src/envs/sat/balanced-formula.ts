import type { Random } from "../../core/index.ts";
import { truthCounts } from "./clause-shape.ts";
import { plantAssignment, type PlantedFormula } from "./formula.ts";
import { repairClauses } from "./repair-clauses.ts";

/** Orders of three things; one of them is drawn for the literals of each clause. */
const ORDERS: readonly (readonly [number, number, number])[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/**
 * A planted 3-SAT formula by the configuration model: every variable has 10 or 12 occurrences, exactly half of them
 * positive, and as many true literals as false ones in all. Neither counting signs nor a greedy pass finds its
 * solution; no solver takes part in making it.
 *
 * @param clauses even, between 10/3 and 12/3 of `variables`.
 * @returns `null` when repeated variables or clauses could not be repaired: another stream is needed.
 */
export function balancedFormula(variables: number, clauses: number, random: Random): PlantedFormula | null {
  const planted = plantAssignment(variables, random);
  const twelve = (3 * clauses - 10 * variables) / 2;
  // One occurrence of a variable in `agreeing` will be a literal that the planted assignment makes true, one in
  // `opposing` a false one: equal numbers of both, so half of a variable's literals are positive whatever its value.
  const stubs = occurrences(random.shuffle(upTo(variables)), twelve);
  const agreeing = random.shuffle(stubs.slice());
  const opposing = random.shuffle(stubs);
  const slots = slotsOf(clauses);
  if (!repairClauses(slots, agreeing, opposing, random)) return null;
  return { variables, clauseSize: 3, literals: spell(slots, agreeing, opposing, planted, random), planted };
}

/** Every variable five times, the first `twelve` of the order six times. */
function occurrences(order: readonly number[], twelve: number): number[] {
  const stubs: number[] = [];
  for (const [rank, variable] of order.entries()) {
    const half = rank < twelve ? 6 : 5;
    for (let count = 0; count < half; count += 1) stubs.push(variable);
  }
  return stubs;
}

/**
 * Where the three literals of each clause come from: slot s ≥ 0 is `agreeing[s]`, slot s < 0 is `opposing[-s - 1]`.
 */
function slotsOf(clauses: number): Int32Array {
  const { one, two } = truthCounts(clauses);
  const slots = new Int32Array(clauses * 3);
  let agreed = 0;
  let opposed = 0;
  for (let clause = 0; clause < clauses; clause += 1) {
    const trueLiterals = clause < one ? 1 : clause < one + two ? 2 : 3;
    for (let place = 0; place < 3; place += 1) {
      if (place < trueLiterals) slots[clause * 3 + place] = agreed++;
      else slots[clause * 3 + place] = -1 - opposed++;
    }
  }
  return slots;
}

/** Literals in a random order of clauses and of literals within each. */
function spell(
  slots: Int32Array,
  agreeing: readonly number[],
  opposing: readonly number[],
  planted: readonly number[],
  random: Random,
): number[] {
  const clauses = slots.length / 3;
  const order = random.shuffle(upTo(clauses));
  const literals: number[] = [];
  for (let line = 0; line < clauses; line += 1) {
    const places = ORDERS[random.below(6)] as readonly [number, number, number];
    for (let place = 0; place < 3; place += 1) {
      const slot = slots[((order[line] as number) - 1) * 3 + (places[place] as number)] as number;
      const variable = (slot >= 0 ? agreeing[slot] : opposing[-1 - slot]) as number;
      const value = planted[variable - 1] as number;
      literals.push(slot >= 0 ? value : -value);
    }
  }
  return literals;
}

/** 1, 2, …, n. A loop, since this runs for every question and Array.from is several times slower. */
function upTo(n: number): number[] {
  const numbers: number[] = [];
  for (let number = 1; number <= n; number += 1) numbers.push(number);
  return numbers;
}
