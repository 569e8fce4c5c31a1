/** Blocks that are remembered of each kind; who writes more after the program gets no answer out of it. */
const REMEMBERED = 64;
const FIELDS = 3;

/** The last fenced blocks of a text, as numbers in a ring, so that millions of fences cost no memory. */
export class FencedBlocks {
  readonly #ring = new Float64Array(REMEMBERED * FIELDS);
  #count = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** @param prefix how many columns of indentation the lines share with the opening line. */
  add(from: number, to: number, prefix: number): void {
    const place = (this.#count % REMEMBERED) * FIELDS;
    this.#ring[place] = from;
    this.#ring[place + 1] = to;
    this.#ring[place + 2] = prefix;
    this.#count += 1;
    this.#size = Math.min(this.#size + 1, REMEMBERED);
  }

  /** Forgets the blocks that begin behind a place: what stands from there on is struck out. */
  dropFrom(place: number): void {
    while (this.#size > 0 && this.at(0).from > place) {
      this.#count -= 1;
      this.#size -= 1;
    }
  }

  /** @param back 0 for the last block, 1 for the one before it, … */
  at(back: number): { readonly from: number; readonly to: number; readonly prefix: number } {
    const place = ((this.#count - 1 - back) % REMEMBERED) * FIELDS;
    const field = (offset: number): number => this.#ring[place + offset] as number;
    return { from: field(0), to: field(1), prefix: field(2) };
  }
}
