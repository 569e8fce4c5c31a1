import type { Action } from "./ground.ts";

const WORD = 32;

/** Tells which actions can be done, in their order, without a look at each of them. */
export interface Doable {
  /** Writes the numbers of the actions that can be done in some states to `into`, and says how many there are. */
  list(states: number, into: Int16Array): number;
}

/**
 * The actions that can be done are those that neither half of the objects forbids; for each half and all that it can be
 * they are written down beforehand, one bit an action.
 *
 * @param count how many numbers of states there are
 */
export function doableIn(actions: readonly Action[], count: number): Doable {
  const bits = WORD - 1 - Math.clz32(count);
  const lowBits = bits >> 1;
  const low = 1 << lowBits;
  const words = Math.ceil(actions.length / WORD);
  const byLow = new Int32Array(low * words);
  const byHigh = new Int32Array((count >> lowBits) * words);
  for (const [at, { mask, want }] of actions.entries()) {
    mark(byLow, words, at, mask & (low - 1), want & (low - 1));
    mark(byHigh, words, at, mask >> lowBits, want >> lowBits);
  }
  return {
    list(states, into) {
      const first = (states & (low - 1)) * words;
      const second = (states >> lowBits) * words;
      let found = 0;
      for (let word = 0; word < words; word += 1) {
        let left = (byLow[first + word] as number) & (byHigh[second + word] as number);
        for (; left !== 0; left &= left - 1) {
          into[found] = word * WORD + WORD - 1 - Math.clz32(left & -left);
          found += 1;
        }
      }
      return found;
    },
  };
}

function mark(table: Int32Array, words: number, at: number, mask: number, want: number): void {
  const word = at >> 5;
  const bit = 1 << (at & (WORD - 1));
  for (let value = 0; value * words < table.length; value += 1) {
    if ((value & mask) === want) table[value * words + word] = (table[value * words + word] as number) | bit;
  }
}
