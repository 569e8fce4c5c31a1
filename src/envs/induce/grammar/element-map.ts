import { modulo, over } from "./arithmetic.ts";

/** What becomes of one element: an expression in the element `x`, its index `i` and the question's number `k`. */
export interface ElementMap {
  /** The expression in Python, which is its name as well. */
  readonly id: string;
  /** What it depends on besides `x`. */
  readonly reads: "element" | "index" | "key";
  run(x: number, i: number, k: number): number;
  /** The only x from which `y` can come, `null` if there is none. Absent where there may be several. */
  readonly undo?: (y: number, i: number, k: number) => number | null;
}

const range = (low: number, high: number): number[] => Array.from({ length: high - low + 1 }, (_, at) => low + at);
const signed = (operator: string, constant: number): string =>
  constant < 0 ? `- ${-constant}` : `${operator} ${constant}`;

const added: ElementMap[] = range(-9, 9)
  .filter((c) => c !== 0)
  .map((c) => ({ id: `x ${signed("+", c)}`, reads: "element", run: (x) => x + c, undo: (y) => y - c }));

const multiplied: ElementMap[] = [-3, -2, 2, 3, 4, 5].map((c) => ({
  id: `x * ${c}`,
  reads: "element",
  run: (x) => x * c + 0,
  undo: (y) => (y % c === 0 ? y / c + 0 : null),
}));

const subtracted: ElementMap[] = range(0, 10).map((c) => ({
  id: `${c} - x`,
  reads: "element",
  run: (x) => c - x,
  undo: (y) => c - y,
}));

const doubled: ElementMap[] = range(-3, 3)
  .filter((c) => c !== 0)
  .map((c) => ({
    id: `2 * x ${signed("+", c)}`,
    reads: "element",
    run: (x) => 2 * x + c,
    undo: (y) => ((y - c) % 2 === 0 ? (y - c) / 2 + 0 : null),
  }));

const remainders: ElementMap[] = [2, 3, 4, 5, 7, 10].map((m) => ({
  id: `x % ${m}`,
  reads: "element",
  run: (x) => modulo(x, m),
}));

const quotients: ElementMap[] = [2, 3, 4].map((m) => ({ id: `x // ${m}`, reads: "element", run: (x) => over(x, m) }));

const others: ElementMap[] = [
  { id: "x", reads: "element", run: (x) => x, undo: (y) => y },
  { id: "0", reads: "element", run: () => 0 },
  { id: "abs(x)", reads: "element", run: (x) => Math.abs(x) },
  { id: "x * x", reads: "element", run: (x) => x * x },
  { id: "sum(map(int, str(abs(x))))", reads: "element", run: (x) => digitSum(Math.abs(x)) },
  { id: "x + i", reads: "index", run: (x, i) => x + i, undo: (y, i) => y - i },
  { id: "x - i", reads: "index", run: (x, i) => x - i, undo: (y, i) => y + i },
  { id: "x * i", reads: "index", run: (x, i) => x * i + 0 },
  { id: "x + k", reads: "key", run: (x, _i, k) => x + k, undo: (y, _i, k) => y - k },
  { id: "x - k", reads: "key", run: (x, _i, k) => x - k, undo: (y, _i, k) => y + k },
  { id: "x * k", reads: "key", run: (x, _i, k) => x * k + 0 },
  { id: "x % k", reads: "key", run: (x, _i, k) => modulo(x, k) },
];

/** All of them; 62, so that a set of them is two words of 31 bits. */
export const ELEMENT_MAPS: readonly ElementMap[] = [
  ...added,
  ...multiplied,
  ...subtracted,
  ...doubled,
  ...remainders,
  ...quotients,
  ...others,
];

function digitSum(value: number): number {
  let sum = 0;
  for (let left = value; left > 0; left = over(left, 10)) sum += left % 10;
  return sum;
}
