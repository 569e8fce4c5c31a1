import { modulo } from "./arithmetic.ts";

/** A condition on the element `x` at index `i` of the list `v`, on the number `k`, and in running rules on the state `s`. */
export interface Predicate {
  /** The condition in Python, which is its name as well. */
  readonly id: string;
  readonly reads: "element" | "key" | "state";
  readonly holds: (v: readonly number[], i: number, k: number, s: number) => boolean;
}

const element = (id: string, holds: (x: number) => boolean): Predicate => ({
  id,
  reads: "element",
  holds: (v, i) => holds(v[i] as number),
});

const REMAINDERS = [
  [2, 0],
  [3, 0],
  [3, 1],
  [3, 2],
  [4, 0],
  [4, 1],
  [4, 2],
  [4, 3],
  [5, 0],
] as const;
const PLACES = [
  [2, 0],
  [3, 0],
  [3, 1],
  [3, 2],
] as const;

/** All of them; 28, so that a set of them is one word. */
export const PREDICATES: readonly Predicate[] = [
  ...REMAINDERS.map(([m, r]) => element(`x % ${m} == ${r}`, (x) => modulo(x, m) === r)),
  ...[-5, 0, 5, 10, 15, 20, 25].map((c) => element(`x > ${c}`, (x) => x > c)),
  element("abs(x) % 10 > 4", (x) => Math.abs(x) % 10 > 4),
  ...PLACES.map(([m, r]): Predicate => ({
    id: `i % ${m} == ${r}`,
    reads: "element",
    holds: (_v, i) => i % m === r,
  })),
  {
    id: "i > 0 and x > v[i - 1]",
    reads: "element",
    holds: (v, i) => i > 0 && (v[i] as number) > (v[i - 1] as number),
  },
  {
    id: "i + 1 < len(v) and x < v[i + 1]",
    reads: "element",
    holds: (v, i) => i + 1 < v.length && (v[i] as number) < (v[i + 1] as number),
  },
  { id: "x > k", reads: "key", holds: (v, i, k) => (v[i] as number) > k },
  { id: "x % k == 0", reads: "key", holds: (v, i, k) => modulo(v[i] as number, k) === 0 },
  { id: "x > s", reads: "state", holds: (v, i, _k, s) => (v[i] as number) > s },
  { id: "s % 2 == 0", reads: "state", holds: (_v, _i, _k, s) => modulo(s, 2) === 0 },
  { id: "s > 10", reads: "state", holds: (_v, _i, _k, s) => s > 10 },
];
