/** Least and most of the numbers of a design: what is drawn stays within, and so does what a fault makes of it. */
export const RANGES = {
  factor: [2, 5],
  adjustment: [2, 9],
  divisor: [2, 5],
  limit: [10, 45],
  bound: [4, 14],
  empty: [0, 9],
  counted: [1, 4],
  ageing: [1, 4],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>;

export type Range = keyof typeof RANGES;
