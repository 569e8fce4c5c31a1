/** One element of one call, as a core meets it: what it can be made of, as words of bits, and the conditions that hold. */
export interface Meeting {
  readonly low: number;
  readonly high: number;
  readonly holds: number;
}

/** The number of the lowest bit of a word that is not 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
