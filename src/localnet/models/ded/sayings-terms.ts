import type { Gaps, Saying } from "./grammar.ts";

const number = (value: unknown): unknown => ({ op: "number", value });
const joined =
  (op: string) =>
  ({ a, b }: Gaps): unknown => ({ op, left: a, right: b });
const withNumber =
  (op: string) =>
  ({ a, n }: Gaps): unknown => ({ op, left: a, right: number(n) });
const times =
  (factor: number) =>
  ({ a }: Gaps): unknown => ({ op: "times", left: a, right: number(factor) });

/** Numbers of an item: its own, another one's, its place. */
export const ATOMS: readonly Saying[] = [
  ["its {q:w}", ({ q }) => (q === "position" ? { op: "place" } : { op: "own", of: q })],
  ["the ITEM's {q:w}", ({ q }) => (q === "position" ? { op: "place" } : { op: "own", of: q })],
  [
    "the {q:w} of the ITEM just before it ({n:#} for the first ITEM)",
    ({ q, n }) => ({ op: "before", of: q, first: n }),
  ],
  ["the preceding ITEM's {q:w} ({n:#} if there is none)", ({ q, n }) => ({ op: "before", of: q, first: n })],
];

/** Numbers made of one or two others. */
export const TERMS: readonly Saying[] = [
  ["{a:atom}", ({ a }) => a],
  ["twice {a:atom}", times(2)],
  ["three times {a:atom}", times(3)],
  ["four times {a:atom}", times(4)],
  ["five times {a:atom}", times(5)],
  ["{a:atom} increased by {n:#}", withNumber("plus")],
  ["{a:atom} plus {n:#}", withNumber("plus")],
  ["{a:atom} decreased by {n:#}", withNumber("minus")],
  ["{a:atom} minus {n:#}", withNumber("minus")],
  ["{a:atom} plus {b:atom}", joined("plus")],
  ["the sum of {a:atom} and {b:atom}", joined("plus")],
  ["{a:atom} and {b:atom} added together", joined("plus")],
  ["{a:atom} minus {b:atom}", joined("minus")],
  ["the result of subtracting {b:atom} from {a:atom}", joined("minus")],
  ["the absolute difference of {a:atom} and {b:atom}", joined("gap")],
  ["the distance between {a:atom} and {b:atom}", joined("gap")],
  ["the larger of {a:atom} and {b:atom}", joined("larger")],
  ["the maximum of {a:atom} and {b:atom}", joined("larger")],
  ["the larger of {a:atom} and {n:#}", withNumber("larger")],
  ["the maximum of {a:atom} and {n:#}", withNumber("larger")],
  ["the smaller of {a:atom} and {b:atom}", joined("smaller")],
  ["the minimum of {a:atom} and {b:atom}", joined("smaller")],
  ["the smaller of {a:atom} and {n:#}", withNumber("smaller")],
  ["the minimum of {a:atom} and {n:#}", withNumber("smaller")],
  ["the remainder of {a:atom} on division by {n:#}", withNumber("remainder")],
  ["{a:atom} modulo {n:#}", withNumber("remainder")],
  ["{a:atom} divided by {n:#} (rounded down)", withNumber("quotient")],
  ["the rounded-down quotient of {a:atom} and {n:#}", withNumber("quotient")],
];

/** A term, or a number that it is compared with. */
export const OPERANDS: readonly Saying[] = [
  ["{a:term}", ({ a }) => a],
  ["{n:#}", ({ n }) => number(n)],
];

const compared =
  (test: string) =>
  ({ a, b }: Gaps): unknown => ({ test, left: a, right: b });

/** Conditions of one comparison. */
export const TESTS: readonly Saying[] = [
  ["{a:term} is greater than {b:operand}", compared("greater")],
  ["{a:term} exceeds {b:operand}", compared("greater")],
  ["{a:term} is at least {b:operand}", compared("atLeast")],
  ["{a:term} is not less than {b:operand}", compared("atLeast")],
  ["{a:term} is less than {b:operand}", compared("less")],
  ["{a:term} is below {b:operand}", compared("less")],
  ["{a:term} is at most {b:operand}", compared("atMost")],
  ["{a:term} does not exceed {b:operand}", compared("atMost")],
  ["{a:term} equals {b:operand}", compared("equal")],
  ["{a:term} is the same as {b:operand}", compared("equal")],
  ["{a:term} is not equal to {b:operand}", compared("different")],
  ["{a:term} differs from {b:operand}", compared("different")],
  ["{a:term} is even", ({ a }) => ({ test: "multiple", of: a, divisor: 2 })],
  ["{a:term} is odd", ({ a }) => ({ test: "notMultiple", of: a, divisor: 2 })],
  ["{a:term} is a multiple of {n:#}", ({ a, n }) => ({ test: "multiple", of: a, divisor: n })],
  ["{a:term} is divisible by {n:#}", ({ a, n }) => ({ test: "multiple", of: a, divisor: n })],
  ["{a:term} is not a multiple of {n:#}", ({ a, n }) => ({ test: "notMultiple", of: a, divisor: n })],
  ["{a:term} is not divisible by {n:#}", ({ a, n }) => ({ test: "notMultiple", of: a, divisor: n })],
];

/** Conditions of one comparison or two. */
export const CONDITIONS: readonly Saying[] = [
  ["{a:test}", ({ a }) => a],
  ["{a:test} and {b:test}", ({ a, b }) => ({ test: "both", first: a, second: b })],
  ["both {a:test} and {b:test}", ({ a, b }) => ({ test: "both", first: a, second: b })],
  ["{a:test} or {b:test} (or both)", ({ a, b }) => ({ test: "either", first: a, second: b })],
  ["{a:test} or {b:test} or both", ({ a, b }) => ({ test: "either", first: a, second: b })],
];
