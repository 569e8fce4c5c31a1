import { modulo } from "./arithmetic.ts";

/** How two lists of the same length become one, as the first step of a rule. */
export interface Combination {
  /** The list as a Python expression in `xs` and `ys`, which is its name as well. */
  readonly id: string;
  run(xs: readonly number[], ys: readonly number[]): number[];
}

const zipped = (expression: string, run: (x: number, y: number) => number): Combination => ({
  id: `[${expression} for x, y in zip(xs, ys)]`,
  run: (xs, ys) => xs.map((x, i) => run(x, ys[i] as number)),
});

/** All of them. */
export const COMBINATIONS: readonly Combination[] = [
  zipped("x + y", (x, y) => x + y),
  zipped("x - y", (x, y) => x - y),
  zipped("y - x", (x, y) => y - x),
  zipped("x * y", (x, y) => x * y + 0),
  zipped("max(x, y)", (x, y) => Math.max(x, y)),
  zipped("min(x, y)", (x, y) => Math.min(x, y)),
  zipped("abs(x - y)", (x, y) => Math.abs(x - y)),
  zipped("2 * x + y", (x, y) => 2 * x + y),
  { id: "[z for x, y in zip(xs, ys) for z in (x, y)]", run: (xs, ys) => xs.flatMap((x, i) => [x, ys[i] as number]) },
  { id: "[x for x, y in zip(xs, ys) if x > y]", run: (xs, ys) => xs.filter((x, i) => x > (ys[i] as number)) },
  {
    id: "[x for x, y in zip(xs, ys) if y % 2 == 0]",
    run: (xs, ys) => xs.filter((_, i) => modulo(ys[i] as number, 2) === 0),
  },
  { id: "xs + ys", run: (xs, ys) => [...xs, ...ys] },
];
