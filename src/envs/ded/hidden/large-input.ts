import type { Field } from "../task/task.ts";

/** How a large input is made: anew from a few numbers each time, so that questions stay small. */
export interface LargeRecipe {
  /** `mixed`: any numbers. `blocks`: long runs of items that are alike, so that nothing ends early. */
  readonly shape: "mixed" | "blocks";
  readonly items: number;
  /** 1 to 2^32 - 1. */
  readonly seed: number;
  readonly parameters: readonly number[];
}

/** The columns of a large input. */
export function largeColumns({ shape, items, seed }: LargeRecipe, fields: readonly Field[]): Float64Array[] {
  let state = seed >>> 0 || 1;
  // Marsaglia's xorshift of 32 bits: enough for numbers that nobody is to guess, and fast.
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  return fields.map(({ low, high }, index) => {
    const column = new Float64Array(items);
    const range = high - low + 1;
    const run = shape === "blocks" ? Math.max(1, Math.floor(items / (5 + 2 * index))) : 1;
    let value = low;
    for (let at = 0; at < items; at += 1) {
      // One item in a thousand of a block is another, so that not all of it is one run.
      if (at % run === 0) value = low + (next() % range);
      column[at] = shape === "blocks" && next() % 1000 === 0 ? low + (next() % range) : value;
    }
    return column;
  });
}
