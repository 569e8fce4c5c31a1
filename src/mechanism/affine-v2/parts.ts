import { Coalition } from "./coalition.ts";
import { STAKES } from "./constants.ts";
import type { Electorate } from "./electorate.ts";

/** What one validator's rounds add to the sums. */
export interface Part {
  readonly crown: Float64Array;
  readonly futility: Float64Array;
}

/** The sums of a record, kept apart by whose rounds they are: sums of logarithms add. */
export class Parts {
  readonly #crownLength: number;
  readonly #futilityLength: number;
  readonly #parts = new Map<string, Part>();
  /** Of the parts there are; `null` until asked for. */
  #coalition: Coalition | null = null;

  constructor(crownLength: number, futilityLength: number) {
    this.#crownLength = crownLength;
    this.#futilityLength = futilityLength;
  }

  of(hotkey: string): Part {
    let part = this.#parts.get(hotkey);
    if (part === undefined) {
      part = { crown: new Float64Array(this.#crownLength), futility: new Float64Array(this.#futilityLength) };
      this.#parts.set(hotkey, part);
      this.#coalition = null;
    }
    return part;
  }

  save() {
    return [...this.#parts].map(([hotkey, { crown, futility }]) => [hotkey, [...crown], [...futility]] as const);
  }

  load(parts: ReturnType<Parts["save"]>): void {
    for (const [hotkey, crown, futility] of parts) {
      this.#parts.set(hotkey, { crown: Float64Array.from(crown), futility: Float64Array.from(futility) });
    }
  }

  /** The sums of the whole record. */
  total(which: keyof Part): Float64Array {
    const all = new Float64Array(which === "crown" ? this.#crownLength : this.#futilityLength);
    for (const part of this.#parts.values()) {
      const own = part[which];
      for (let place = 0; place < all.length; place += 1) all[place] = (all[place] as number) + (own[place] as number);
    }
    return all;
  }

  /** Per stream, the largest of its J sums after the coalition that added most to it has been taken away. */
  withoutCoalition(which: keyof Part, total: Float64Array, electorate: Electorate): (stream: number) => number {
    const own = [...this.#parts.values()].map((part) => part[which]);
    const coalition = (this.#coalition ??= new Coalition([...this.#parts.keys()], electorate));
    return (stream) => {
      let most = -Infinity;
      for (let place = stream * STAKES, end = place + STAKES; place < end; place += 1) {
        const taken = coalition.most((part) => (own[part] as Float64Array)[place] as number);
        most = Math.max(most, (total[place] as number) - taken);
      }
      return most;
    };
  }
}
