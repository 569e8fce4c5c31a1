import type { Sentence } from "../language/sentence.ts";
import { integer, oneOf, type Slots, type Values, type ValuesOf } from "../language/slots.ts";

/** A number made of two positive integers. `python` is an expression in `a` and `b` and the helpers of the front-end. */
export interface PairRule extends Sentence {
  run(a: number, b: number, values: Values): number;
  python(values: Values): string;
}

function rule<S extends Slots>(definition: {
  readonly id: string;
  readonly template: string;
  readonly slots: S;
  run(a: number, b: number, values: ValuesOf<S>): number;
  python(values: ValuesOf<S>): string;
}): PairRule {
  return definition;
}

const which = oneOf("a", "b");

/** What number theory knows of a pair. */
export const PAIR_RULES: readonly PairRule[] = [
  rule({
    id: "common-divisor",
    template: "the greatest common divisor of a and b, times {k}, plus {which}",
    slots: { k: integer(2, 9), which },
    run: (a, b, { k, which: of }) => k * commonDivisor(a, b) + (of === "a" ? a : b),
    python: ({ k, which: of }) => `math.gcd(a, b) * ${k} + ${of}`,
  }),
  rule({
    id: "common-multiple",
    template: "the remainder on division by {m} of the least common multiple of a and b",
    slots: { m: integer(50, 999) },
    run: (a, b, { m }) => ((a / commonDivisor(a, b)) * b) % m,
    python: ({ m }) => `a * b // math.gcd(a, b) % ${m}`,
  }),
  rule({
    id: "multiples",
    template: "how many multiples of {k} there are from the smaller to the larger of a and b, both included",
    slots: { k: integer(2, 9) },
    run: (a, b, { k }) => Math.floor(Math.max(a, b) / k) - Math.floor((Math.min(a, b) - 1) / k),
    python: ({ k }) => `max(a, b) // ${k} + -min(a, b) // ${k} + 1`,
  }),
  rule({
    id: "power",
    template: "the remainder of a to the power of b on division by {m}",
    slots: { m: integer(50, 999) },
    run: (a, b, { m }) => {
      let result = 1 % m;
      let base = a % m;
      for (let left = b; left > 0; left = Math.floor(left / 2)) {
        if (left % 2 === 1) result = (result * base) % m;
        base = (base * base) % m;
      }
      return result;
    },
    python: ({ m }) => `pow(a, b, ${m})`,
  }),
  rule({
    id: "smallest-factor",
    template: "the {kind} divisor of {which} that is greater than 1 (1 if {which} is 1)",
    slots: { kind: oneOf("smallest", "largest prime"), which },
    run: (a, b, { kind, which: of }) => {
      const factors = primeFactors(of === "a" ? a : b);
      return (kind === "smallest" ? factors[0] : factors.at(-1)) ?? 1;
    },
    python: ({ kind, which: of }) => `(factors(${of}) or [1])[${kind === "smallest" ? 0 : -1}]`,
  }),
  rule({
    id: "divisor-count",
    template: "the number of positive divisors of {which}, times {k}",
    slots: { which, k: integer(1, 7) },
    run: (a, b, { which: of, k }) => {
      let count = 1;
      let run = 0;
      const factors = primeFactors(of === "a" ? a : b);
      for (const [index, factor] of factors.entries()) {
        run += 1;
        if (factors[index + 1] === factor) continue;
        count *= run + 1;
        run = 0;
      }
      return count * k;
    },
    python: ({ which: of, k }) => `${k} * math.prod(n + 1 for n in collections.Counter(factors(${of})).values())`,
  }),
  rule({
    id: "euclid-steps",
    template:
      "how many times the pair (a, b) has to be replaced by (b, the remainder of a on division by b) until its second number is 0, plus {k} times the first number then",
    slots: { k: integer(1, 9) },
    run: (a, b, { k }) => {
      let [first, second, steps] = [a, b, 0];
      for (; second !== 0; steps += 1) [first, second] = [second, first % second];
      return steps + k * first;
    },
    python: ({ k }) => `euclid(a, b) + ${k} * math.gcd(a, b)`,
  }),
  rule({
    id: "digits",
    template: "the sum of the digits of a times b written in base {base}",
    slots: { base: integer(2, 12) },
    run: (a, b, { base }) => {
      let total = 0;
      for (let left = a * b; left > 0; left = Math.floor(left / base)) total += left % base;
      return total;
    },
    python: ({ base }) => `digit_sum(a * b, ${base})`,
  }),
  rule({
    id: "halving",
    template:
      "how many steps it takes to bring {which} to 1 when an even number is halved and an odd number is tripled and then increased by 1, minus {k} (steps are counted up to {most} at most)",
    slots: { which, k: integer(0, 9), most: integer(20, 60) },
    run: (a, b, { which: of, k, most }) => {
      let steps = 0;
      for (let x = of === "a" ? a : b; x !== 1 && steps < most; steps += 1) x = x % 2 === 0 ? x / 2 : 3 * x + 1;
      return steps - k;
    },
    python: ({ which: of, k, most }) => `min(${most}, halvings(${of})) - ${k}`,
  }),
];

/** Python functions that the expressions call. */
export const PAIR_PYTHON: readonly string[] = [
  "import collections, math",
  "def factors(n):",
  "    found, d = [], 2",
  "    while n > 1:",
  "        if d * d > n: d = n",
  "        while n % d == 0:",
  "            found.append(d)",
  "            n //= d",
  "        d += 1",
  "    return found",
  "def euclid(a, b):",
  "    return 1 + euclid(b, a % b) if b else 0",
  "def digit_sum(n, base):",
  "    return n and n % base + digit_sum(n // base, base)",
  "def halvings(n):",
  "    count = 0",
  "    while n > 1:",
  "        n, count = (3 * n + 1 if n & 1 else n >> 1), count + 1",
  "    return count",
];

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function primeFactors(n: number): number[] {
  const factors: number[] = [];
  let left = n;
  for (let divisor = 2; divisor * divisor <= left; divisor += divisor === 2 ? 1 : 2) {
    for (; left % divisor === 0; left /= divisor) factors.push(divisor);
  }
  if (left > 1) factors.push(left);
  return factors;
}
