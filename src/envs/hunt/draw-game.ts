import type { Random } from "../../core/index.ts";
import { hits, type Game, type Relation, type Rule, type Telling } from "./game.ts";
import type { HuntLevel } from "./hunt-levels.ts";

const MODULI = [5, 7, 11, 13] as const;
const TELLINGS: readonly Telling[] = ["count", "count", "count", "first", "last", "run"];
/** Turns between one change of the rule and the next. */
const FEWEST_TURNS = 2;
const MOST_TURNS = 4;
const RULES = 3;
const MOST_WEIGHT = 9;

/** Three rules, every part of them drawn; `null` where one of them tells too little. */
export function drawGame({ places, digits, codes }: HuntLevel, random: Random): Game | null {
  const rules: Rule[] = [];
  let from = 1;
  for (let count = 0; count < RULES; count += 1) {
    const relation = drawRelation(digits, random);
    const modulus = relation.form === "remainder" ? relation.m : digits;
    // A weight that the modulus divides would leave its digit out of the sum.
    const weights = Array.from({ length: places }, () => {
      const weight = random.between(1, MOST_WEIGHT);
      return weight % modulus === 0 ? 1 : weight;
    });
    rules.push({ from, weights, relation, telling: random.pick(TELLINGS) });
    from += random.between(FEWEST_TURNS, MOST_TURNS);
  }
  return rules.every(({ relation }) => isMixed(relation, digits)) ? { places, digits, codes, rules } : null;
}

function drawRelation(digits: number, random: Random): Relation {
  if (random.below(4) === 0) return { form: "distance", among: some(digits, random) };
  const m = random.pick(MODULI);
  return { form: "remainder", a: random.between(1, m - 1), m, among: some(m, random) };
}

/** About two in five of the numbers below n, at least one, ascending. */
function some(n: number, random: Random): number[] {
  const count = Math.max(1, Math.floor((2 * n) / 5) + random.below(2));
  return random.sample(n, count).sort((a, b) => a - b);
}

/** Whether every asked digit hits some sums and misses others. */
function isMixed(relation: Relation, digits: number): boolean {
  const sums = Array.from({ length: relation.form === "remainder" ? relation.m : digits }, (_, sum) => sum);
  return Array.from(
    { length: digits },
    (_, asked) => new Set(sums.map((sum) => hits(relation, digits, asked, sum))),
  ).every(({ size }) => size === 2);
}
