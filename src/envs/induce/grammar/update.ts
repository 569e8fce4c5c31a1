import { modulo, over } from "./arithmetic.ts";

/** What becomes of the state `s` of a running rule when it meets the element `x`. */
export interface Update {
  /** The expression in Python, which is its name as well. */
  readonly id: string;
  readonly reads: "element" | "key";
  run(s: number, x: number, k: number): number;
}

const update = (id: string, run: (s: number, x: number) => number): Update => ({ id, reads: "element", run });

/**
 * All of them; at most 31, so that a set of them is one word. All but `s` read the element: where none does, any list
 * would explain the states.
 */
export const UPDATES: readonly Update[] = [
  update("s + x", (s, x) => s + x),
  update("s - x", (s, x) => s - x),
  update("x - s", (s, x) => x - s),
  update("x", (_s, x) => x),
  update("s", (s) => s),
  update("max(s, x)", (s, x) => Math.max(s, x)),
  update("min(s, x)", (s, x) => Math.min(s, x)),
  update("s + 2 * x", (s, x) => s + 2 * x),
  update("2 * s + x", (s, x) => 2 * s + x),
  update("2 * x - s", (s, x) => 2 * x - s),
  update("abs(s - x)", (s, x) => Math.abs(s - x)),
  update("(s + x) % 7", (s, x) => modulo(s + x, 7)),
  update("(s + x) % 10", (s, x) => modulo(s + x, 10)),
  update("(s * x) % 10", (s, x) => modulo(s * x, 10)),
  update("(s + x) // 2", (s, x) => over(s + x, 2)),
  update("s + x // 2", (s, x) => s + over(x, 2)),
  update("s + x % 3", (s, x) => s + modulo(x, 3)),
  update("s + x % 5", (s, x) => s + modulo(x, 5)),
  update("s - x % 4", (s, x) => s - modulo(x, 4)),
  { id: "s + x * k", reads: "key", run: (s, x, k) => s + x * k },
  { id: "(s + x) % k", reads: "key", run: (s, x, k) => modulo(s + x, k) },
];

/** What a running rule may begin with. */
export const STARTS: readonly number[] = [0, 1, 5, 10];
