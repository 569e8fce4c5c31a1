import type { NumberCode } from "./code.ts";
import { steps, type State } from "./state.ts";

/**
 * Sorted by the first key, then by the second, and so on; equal items keep their order, as in Python.
 *
 * @param place where the keys find the item.
 */
export function sortedBy(
  state: State,
  list: readonly number[],
  place: number,
  keys: readonly NumberCode[],
): readonly number[] {
  steps(state, list.length);
  const keyed = list.map((value) => {
    state.numbers[place] = value;
    return { value, ranks: keys.map((key) => key(state)) };
  });
  keyed.sort((a, b) => compareRanks(a.ranks, b.ranks));
  return keyed.map(({ value }) => value);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index += 1) {
    const difference = (a[index] as number) - (b[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
