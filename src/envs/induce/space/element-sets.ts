import { ELEMENT_MAPS } from "../grammar/element-map.ts";
import { letter } from "../grammar/run-rule.ts";

/** Bits of one word of a set: JavaScript's bitwise operators work on 32, one of which is the sign. */
const WORD = 31;
/** The part of all (element, result) pairs that is looked up instead of computed. */
const LOW = -128;
const SIZE = 512;
const PLAIN = ELEMENT_MAPS.filter(({ reads }) => reads === "element").length;

/**
 * Which element maps give a result: sets of maps as two words of bits, `low` for the first 31 maps. Maps of the element
 * alone come first in the table, and their sets are looked up.
 */
export class ElementSets {
  readonly #low = new Int32Array(SIZE * SIZE);
  readonly #high = new Int32Array(SIZE * SIZE);
  readonly #wraps: boolean;

  /** @param wraps whether results are letters, so that 27 is 1 again. */
  constructor(wraps: boolean) {
    this.#wraps = wraps;
    for (let x = LOW; x < LOW + SIZE; x += 1) {
      for (let map = 0; map < PLAIN; map += 1) {
        const y = this.#result(map, x, 0, 0);
        if (y >= LOW && y < LOW + SIZE) add(this.#low, this.#high, (x - LOW) * SIZE + (y - LOW), map);
      }
    }
  }

  /** Writes the set of maps that turn x at index i into y to place `at` of both arrays. @returns false for none. */
  find(x: number, i: number, k: number, y: number, low: Int32Array, high: Int32Array, at: number): boolean {
    const isNear = x >= LOW && x < LOW + SIZE && y >= LOW && y < LOW + SIZE;
    const place = isNear ? (x - LOW) * SIZE + (y - LOW) : 0;
    low[at] = isNear ? (this.#low[place] as number) : 0;
    high[at] = isNear ? (this.#high[place] as number) : 0;
    const last = k === 0 ? KEYED : ELEMENT_MAPS.length;
    for (let map = isNear ? PLAIN : 0; map < last; map += 1) {
      if (this.#result(map, x, i, k) === y) add(low, high, at, map);
    }
    return low[at] !== 0 || high[at] !== 0;
  }

  #result(map: number, x: number, i: number, k: number): number {
    const y = (ELEMENT_MAPS[map] as (typeof ELEMENT_MAPS)[number]).run(x, i, k);
    return this.#wraps ? letter(y) : y;
  }
}

/** Where the maps that read k begin: they are the last ones. */
const KEYED = ELEMENT_MAPS.findIndex(({ reads }) => reads === "key");

function add(low: Int32Array, high: Int32Array, at: number, map: number): void {
  if (map < WORD) low[at] = (low[at] as number) | (1 << map);
  else high[at] = (high[at] as number) | (1 << (map - WORD));
}

/** The numbers of the maps of a set. */
export function numbersIn(low: number, high: number): number[] {
  const found: number[] = [];
  for (let bit = 0; bit < WORD; bit += 1) if (low & (1 << bit)) found.push(bit);
  for (let bit = 0; bit < WORD; bit += 1) if (high & (1 << bit)) found.push(WORD + bit);
  return found;
}

let plain: ElementSets | undefined;
let wrapping: ElementSets | undefined;

/** The tables for numbers, or for letters; they depend on nothing and are made once. */
export function elementSetsFor(output: string): ElementSets {
  return output === "word" ? (wrapping ??= new ElementSets(true)) : (plain ??= new ElementSets(false));
}
